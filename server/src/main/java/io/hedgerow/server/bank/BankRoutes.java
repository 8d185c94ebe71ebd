package io.hedgerow.server.bank;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.pack.BankDefinition;
import io.hedgerow.ledger.bank.BankChange;
import io.hedgerow.ledger.bank.BankChange.Hash;
import io.hedgerow.ledger.bank.BankChange.Kind;
import io.hedgerow.ledger.bank.BankHistory;
import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.bank.KnownHash;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Read banks; put, withdraw, confirm and deconfirm single hashes; see how they have done. */
@ShowsNoContent
@RestController
final class BankRoutes {
  private static final String HERE = "local";

  private final BankShelf shelf;
  private final BankHistory history;
  private final BankRecord sightings;
  private final InstantSource clock;

  BankRoutes(BankShelf shelf, BankHistory history, BankRecord sightings, InstantSource clock) {
    this.shelf = shelf;
    this.history = history;
    this.sightings = sightings;
    this.clock = clock;
  }

  @GetMapping("/v1/banks")
  ResponseEntity<byte[]> list() {
    return Answers.ok(members("banks", shelf.names().stream().map(this::describe).toList()));
  }

  @Shows("hashes")
  @GetMapping("/v1/banks/{bank}")
  ResponseEntity<byte[]> one(@PathVariable String bank, HttpServletRequest request) {
    Parameters parameters = Parameters.of(request, "limit");
    int limit = (int) parameters.number("limit", 1, 1_000, 100);
    known(bank);
    Map<String, Object> all = new java.util.LinkedHashMap<>(describe(bank));
    all.put(
        "stopped_hashes",
        shelf.stopped(bank).entrySet().stream()
            .limit(limit)
            .map(entry -> describe(entry.getKey(), entry.getValue()))
            .toList());
    all.put(
        "busiest",
        tallies(bank, limit).stream()
            .map(tally ->
                members(
                    "source", tally.hash().source(),
                    "id", tally.hash().name(),
                    "opinion", shelf.opinion(tally.hash()).word(),
                    "matched", tally.matched(),
                    "right", tally.right(),
                    "wrong", tally.wrong(),
                    "precision", tally.precision()))
            .toList());
    return Answers.ok(all);
  }

  private List<BankRecord.Tally> tallies(String bank, int limit) {
    String policy = shelf.definition(bank).map(BankDefinition::policy).orElse("");
    return sightings.tallies(bank, policy, limit);
  }

  @Shows("hashes")
  @GetMapping("/v1/banks/{bank}/history")
  ResponseEntity<byte[]> history(@PathVariable String bank, HttpServletRequest request) {
    Parameters parameters = Parameters.of(request, "source", "id");
    Hash hash =
        new Hash(
            bank,
            parameters.text("source").orElse(HERE),
            parameters
                .text("id")
                .orElseThrow(
                    () -> Refusal.at(ProblemType.INVALID, "id", "name the hash: ?source=…&id=…")));
    return Answers.ok(
        members(
            "opinion",
            shelf.opinion(hash).word(),
            "changes",
            history.of(hash).stream().map(BankRoutes::describe).toList()));
  }

  @PostMapping("/v1/banks/{bank}/hashes")
  ResponseEntity<byte[]> put(
      @PathVariable String bank, HttpServletRequest request, Authentication who)
      throws IOException {
    known(bank);
    Body body = Body.read(request, "hash", "source", "id", "tags", "reason");
    String hex = body.text("hash").toLowerCase(Locale.ROOT);
    try {
      Hash256.parse(hex);
    } catch (IllegalArgumentException wrong) {
      throw Refusal.at(ProblemType.INVALID, "hash", String.valueOf(wrong.getMessage()));
    }
    Hash hash =
        new Hash(
            bank, body.optionalText("source").orElse(HERE), body.optionalText("id").orElse(hex));
    change(Kind.PUT, hash, hex, body.optionalText("tags").orElse(""), body.text("reason"), who);
    return Answers.status(201, standing(hash));
  }

  @PostMapping("/v1/banks/{bank}/withdraw")
  ResponseEntity<byte[]> withdraw(
      @PathVariable String bank, HttpServletRequest request, Authentication who)
      throws IOException {
    return judge(Kind.WITHDRAW, bank, request, who);
  }

  @PostMapping("/v1/banks/{bank}/confirm")
  ResponseEntity<byte[]> confirm(
      @PathVariable String bank, HttpServletRequest request, Authentication who)
      throws IOException {
    return judge(Kind.CONFIRM, bank, request, who);
  }

  @PostMapping("/v1/banks/{bank}/deconfirm")
  ResponseEntity<byte[]> deconfirm(
      @PathVariable String bank, HttpServletRequest request, Authentication who)
      throws IOException {
    return judge(Kind.DECONFIRM, bank, request, who);
  }

  private ResponseEntity<byte[]> judge(
      Kind kind, String bank, HttpServletRequest request, Authentication who) throws IOException {
    Body body = Body.read(request, "source", "id", "reason");
    Hash hash = new Hash(bank, body.optionalText("source").orElse(HERE), body.text("id"));
    if (shelf.find(hash).isEmpty()) {
      throw Refusal.of(ProblemType.NOT_FOUND, "there is no known hash `" + hash + "`");
    }
    change(kind, hash, "", "", body.text("reason"), who);
    return Answers.ok(standing(hash));
  }

  private void change(
      Kind kind, Hash hash, String value, String tags, String reason, Authentication who) {
    String author = Author.of(who).id();
    String words = String.join(" ", new TreeSet<>(List.of(tags.strip().split("[\\s;]+"))));
    shelf.change(
        author,
        List.of(new BankChange(kind, hash, value, words, author, reason, clock.instant())),
        Optional.empty());
  }

  private Map<String, Object> standing(Hash hash) {
    return members(
        "bank", hash.bank(),
        "source", hash.source(),
        "id", hash.name(),
        "vouched", shelf.find(hash).isPresent(),
        "opinion", shelf.opinion(hash).word());
  }

  private void known(String bank) {
    if (!shelf.names().contains(bank)) {
      throw Refusal.of(
              ProblemType.NOT_FOUND, "no pack declares the bank `" + bank + "` and it is empty")
          .with("hint", "valid: " + String.join(", ", shelf.names()));
    }
  }

  private Map<String, Object> describe(String bank) {
    Optional<BankDefinition> definition = shelf.definition(bank);
    return members(
        "bank", bank,
        "declared", definition.isPresent(),
        "kind", definition.map(d -> d.kind().name().toLowerCase(Locale.ROOT)),
        "policy", definition.map(BankDefinition::policy).filter(policy -> !policy.isEmpty()),
        "stage", definition.map(d -> d.stage().word()),
        "distance", definition.map(BankDefinition::distance),
        "minimum_quality", definition.map(BankDefinition::minimumQuality),
        "matching", shelf.size(bank),
        "stopped", shelf.stopped(bank).size());
  }

  private Map<String, Object> describe(Hash hash, KnownHash known) {
    return members(
        "source", hash.source(),
        "id", hash.name(),
        "hash", known.hash().toString(),
        "tags", List.copyOf(known.tags()),
        "opinion", shelf.opinion(hash).word());
  }

  private static Map<String, Object> describe(BankChange change) {
    return members(
        "what", change.kind().word(),
        "hash", Optional.of(change.value()).filter(value -> !value.isEmpty()),
        "author", change.author(),
        "reason", change.reason(),
        "at", change.at().toString());
  }
}
