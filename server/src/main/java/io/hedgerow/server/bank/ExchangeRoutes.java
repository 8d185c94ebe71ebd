package io.hedgerow.server.bank;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.ledger.bank.BankChange;
import io.hedgerow.ledger.bank.BankChange.Hash;
import io.hedgerow.matching.bank.BankCsv;
import io.hedgerow.matching.bank.Delta;
import io.hedgerow.matching.bank.DeltaJson;
import io.hedgerow.matching.bank.DeltaReading;
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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whole banks in and out: files, and what exchanges have. */
@ShowsNoContent
@RestController
final class ExchangeRoutes {
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_FAULTS = 100;

  private final BankShelf shelf;
  private final Feeds feeds;
  private final InstantSource clock;

  ExchangeRoutes(BankShelf shelf, Feeds feeds, InstantSource clock) {
    this.shelf = shelf;
    this.feeds = feeds;
    this.clock = clock;
  }

  /** What a file said. */
  private record Import(List<Delta.Change> changes, List<String> faults) {}

  @PostMapping(path = "/v1/banks/{bank}/import", consumes = "text/csv")
  ResponseEntity<byte[]> importCsv(
      @PathVariable String bank, HttpServletRequest request, Authentication who)
      throws IOException {
    BankCsv.Reading reading = BankCsv.read(text(request).lines().toList());
    return take(
        bank,
        request,
        who,
        new Import(
            reading.hashes().stream()
                .map(known -> (Delta.Change) new Delta.Change.Put(known))
                .toList(),
            reading.faults()));
  }

  @PostMapping(path = "/v1/banks/{bank}/import", consumes = "application/json")
  ResponseEntity<byte[]> importJson(
      @PathVariable String bank, HttpServletRequest request, Authentication who)
      throws IOException {
    return switch (DeltaJson.threatExchange(source(request), text(request))) {
      case DeltaReading.Page(Delta delta) ->
          take(bank, request, who, new Import(delta.changes(), delta.faults()));
      case DeltaReading.Unreadable(String message) ->
          throw Refusal.at(ProblemType.MALFORMED, "the body", message);
    };
  }

  private static String text(HttpServletRequest request) throws IOException {
    return new String(Body.bytes(request, MOST_BYTES), StandardCharsets.UTF_8);
  }

  private static String source(HttpServletRequest request) {
    return Parameters.of(request, "source").text("source").orElse("local");
  }

  private ResponseEntity<byte[]> take(
      String bank, HttpServletRequest request, Authentication who, Import file) {
    String author = Author.of(who).id();
    Instant now = clock.instant();
    String otherwise = source(request);
    List<BankChange> changes = new ArrayList<>();
    for (Delta.Change change : file.changes()) {
      change(bank, otherwise, author, now, change).ifPresent(changes::add);
    }
    shelf.change(author, changes, Optional.empty());
    return Answers.ok(
        members(
            "read", file.changes().size(),
            "changed", changes.size(),
            "faults", file.faults().stream().limit(MOST_FAULTS).toList(),
            "left_out", file.faults().size()));
  }

  private Optional<BankChange> change(
      String bank, String otherwise, String author, Instant now, Delta.Change change) {
    return switch (change) {
      case Delta.Change.Put(KnownHash known) -> {
        String source = known.source().isEmpty() ? otherwise : known.source();
        KnownHash named = new KnownHash(known.hash(), source, known.id(), known.tags());
        Hash hash = new Hash(bank, source, known.id());
        yield shelf.find(hash).equals(Optional.of(named))
            ? Optional.empty()
            : Optional.of(
                new BankChange(
                    BankChange.Kind.PUT,
                    hash,
                    known.hash().toString(),
                    String.join(" ", known.tags()),
                    author,
                    "imported",
                    now));
      }
      case Delta.Change.Withdrawn(String source, String id) -> {
        Hash hash = new Hash(bank, source, id);
        yield shelf.find(hash).isEmpty()
            ? Optional.empty()
            : Optional.of(
                new BankChange(
                    BankChange.Kind.WITHDRAW, hash, "", "", author, "withdrawn in a file", now));
      }
    };
  }

  @Shows("hashes exported")
  @GetMapping("/v1/banks/{bank}/export")
  ResponseEntity<byte[]> export(@PathVariable String bank, HttpServletRequest request) {
    List<KnownHash> hashes = shelf.vouched(bank);
    return switch (Parameters.of(request, "format").text("format").orElse("csv")) {
      case "csv" ->
          ResponseEntity.ok()
              .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
              .body(BankCsv.write(hashes).getBytes(StandardCharsets.UTF_8));
      case "json" -> Answers.text(200, DeltaJson.write(hashes, clock.instant().toString()));
      default -> throw Refusal.at(ProblemType.INVALID, "format", "`format` must be csv or json");
    };
  }

  @PostMapping("/v1/banks/{bank}/sync")
  ResponseEntity<byte[]> sync(@PathVariable String bank) throws InterruptedException {
    if (feeds.sources(bank).isEmpty()) {
      throw Refusal.of(
          ProblemType.NOT_FOUND,
          "the bank `" + bank + "` follows no exchange; name one in the file of `hedgerow.feeds`");
    }
    Map<String, FeedReader.Synced> synced = feeds.sync(bank);
    return Answers.ok(
        members(
            "feeds",
            synced.entrySet().stream()
                .map(entry ->
                    members(
                        "source", entry.getKey(),
                        "pages", entry.getValue().pages(),
                        "put", entry.getValue().put(),
                        "withdrawn", entry.getValue().withdrawn(),
                        "complete", entry.getValue().complete(),
                        "faults", entry.getValue().faults().stream().limit(MOST_FAULTS).toList()))
                .toList()));
  }
}
