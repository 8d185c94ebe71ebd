package io.hedgerow.server.console;

import io.hedgerow.engine.pack.BankDefinition;
import io.hedgerow.ledger.bank.BankChange;
import io.hedgerow.ledger.bank.BankChange.Hash;
import io.hedgerow.ledger.bank.BankHistory;
import io.hedgerow.matching.bank.KnownHash;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.bank.BankRecord;
import io.hedgerow.server.bank.BankShelf;
import io.hedgerow.server.bank.Opinion;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Banks, how their hashes have done, and what people decide about single ones. */
@Shows("hash")
@RestController
public final class BankPages {
  private static final int ROWS = 100;

  private final Templates templates;
  private final BankShelf shelf;
  private final BankHistory history;
  private final BankRecord record;
  private final InstantSource clock;

  BankPages(
      Templates templates,
      BankShelf shelf,
      BankHistory history,
      BankRecord record,
      InstantSource clock) {
    this.templates = templates;
    this.shelf = shelf;
    this.history = history;
    this.record = record;
    this.clock = clock;
  }

  /** A bank in the list. */
  public record BankRow(
      String name, Optional<BankDefinition> definition, int matching, int stopped) {}

  /**
   * A hash of a bank.
   *
   * @param tally what it matched and what people made of it; empty when it matched nothing
   */
  public record HashRow(
      Hash hash, Optional<KnownHash> known, Opinion opinion, Optional<BankRecord.Tally> tally) {}

  @GetMapping("/console/banks")
  ResponseEntity<byte[]> list(HttpServletRequest request, Authentication who) {
    return templates.render(
        "banks",
        Map.of(
            "page", Page.of("Banks", "banks", request, who),
            "banks", shelf.names().stream().map(this::row).toList()));
  }

  private BankRow row(String bank) {
    return new BankRow(bank, shelf.definition(bank), shelf.size(bank), shelf.stopped(bank).size());
  }

  @GetMapping("/console/banks/{bank}")
  ResponseEntity<byte[]> one(
      @PathVariable String bank, HttpServletRequest request, Authentication who) {
    if (!shelf.names().contains(bank)) {
      throw Refusal.of(ProblemType.NOT_FOUND, "there is no bank `" + bank + "`");
    }
    return templates.render(
        "bank",
        Map.of(
            "page", Page.of(bank, "banks", request, who),
            "bank", row(bank),
            "hashes", rows(bank)));
  }

  /** Those that wait for a person first, then the busiest. */
  private List<HashRow> rows(String bank) {
    String policy = shelf.definition(bank).map(BankDefinition::policy).orElse("");
    Map<Hash, BankRecord.Tally> tallies = new LinkedHashMap<>();
    record.tallies(bank, policy, ROWS).forEach(tally -> tallies.put(tally.hash(), tally));
    List<HashRow> rows = new ArrayList<>();
    shelf.stopped(bank).keySet().stream()
        .limit(ROWS)
        .forEach(hash -> rows.add(row(hash, Optional.ofNullable(tallies.remove(hash)))));
    tallies.forEach((hash, tally) -> rows.add(row(hash, Optional.of(tally))));
    return rows;
  }

  private HashRow row(Hash hash, Optional<BankRecord.Tally> tally) {
    return new HashRow(hash, shelf.find(hash), shelf.opinion(hash), tally);
  }

  @GetMapping("/console/banks/{bank}/hash")
  ResponseEntity<byte[]> hash(
      @PathVariable String bank,
      @RequestParam String source,
      @RequestParam String id,
      HttpServletRequest request,
      Authentication who) {
    Hash hash = new Hash(bank, source, id);
    return templates.render(
        "bankHash",
        Map.of(
            "page", Page.of(hash.toString(), "banks", request, who),
            "row", row(hash, Optional.empty()),
            "changes", history.of(hash)));
  }

  /** A person's decision about a hash. */
  @ShowsNoContent
  @PostMapping("/console/banks/{bank}/judge")
  ResponseEntity<Void> judge(
      @PathVariable String bank,
      @RequestParam String source,
      @RequestParam String id,
      @RequestParam String right,
      @RequestParam String reason,
      Authentication who) {
    Hash hash = new Hash(bank, source, id);
    if (shelf.find(hash).isPresent() && !reason.isBlank()) {
      BankChange.Kind kind =
          Boolean.parseBoolean(right) ? BankChange.Kind.CONFIRM : BankChange.Kind.DECONFIRM;
      String author = Author.of(who).id();
      shelf.change(
          author,
          List.of(new BankChange(kind, hash, "", "", author, reason.strip(), clock.instant())),
          Optional.empty());
    }
    return ResponseEntity.status(303).header(HttpHeaders.LOCATION, link(hash)).build();
  }

  /** The page of a hash. */
  public static String link(Hash hash) {
    return "/console/banks/%s/hash?source=%s&id=%s"
        .formatted(
            Shown.encode(hash.bank()), Shown.encode(hash.source()), Shown.encode(hash.name()));
  }
}
