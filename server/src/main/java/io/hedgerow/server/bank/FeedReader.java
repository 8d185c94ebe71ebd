package io.hedgerow.server.bank;

import io.hedgerow.ledger.bank.BankChange;
import io.hedgerow.ledger.bank.BankChange.Hash;
import io.hedgerow.ledger.bank.BankHistory;
import io.hedgerow.ledger.bank.BankSync;
import io.hedgerow.matching.bank.Delta;
import io.hedgerow.matching.bank.DeltaReading;
import io.hedgerow.matching.bank.KnownHash;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an exchange's changes page by page and puts each into the bank with its checkpoint, so that
 * a broken sync goes on where it stopped. A feed can only speak for its own source. Thread-safe.
 */
final class FeedReader {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_PAGES = 10_000;

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final BankShelf shelf;
  private final BankHistory history;
  private final InstantSource clock;

  FeedReader(BankShelf shelf, BankHistory history, InstantSource clock) {
    this.shelf = shelf;
    this.history = history;
    this.clock = clock;
  }

  /**
   * What a sync did.
   *
   * @param faults entries that were left out, and the reason it stopped early if it did
   */
  record Synced(int pages, int put, int withdrawn, List<String> faults, boolean complete) {}

  /** Takes up everything since the last checkpoint. */
  synchronized Synced read(Feed feed) throws InterruptedException {
    int put = 0;
    int withdrawn = 0;
    List<String> faults = new ArrayList<>();
    Optional<String> checkpoint =
        history.newestSync(feed.bank(), feed.source()).map(BankSync::checkpoint);
    for (int page = 0; page < MOST_PAGES; page++) {
      DeltaReading reading;
      try {
        reading = feed.kind().read(feed.source(), fetch(feed, checkpoint));
      } catch (IOException failure) {
        reading = new DeltaReading.Unreadable(String.valueOf(failure.getMessage()));
      }
      switch (reading) {
        case DeltaReading.Unreadable(String message) -> {
          faults.add("page %d: %s".formatted(page + 1, message));
          return new Synced(page, put, withdrawn, List.copyOf(faults), false);
        }
        case DeltaReading.Page(Delta delta) -> {
          faults.addAll(delta.faults());
          BankSync sync = take(feed, delta);
          put += sync.put();
          withdrawn += sync.withdrawn();
          if (!delta.more() || checkpoint.equals(Optional.of(delta.checkpoint()))) {
            return new Synced(page + 1, put, withdrawn, List.copyOf(faults), true);
          }
          checkpoint = Optional.of(delta.checkpoint());
        }
      }
    }
    return new Synced(MOST_PAGES, put, withdrawn, List.copyOf(faults), false);
  }

  /** What changes nothing is left out, so that reading a page again adds nothing to the ledger. */
  private BankSync take(Feed feed, Delta delta) {
    Instant now = clock.instant();
    String author = "feed:" + feed.source();
    List<BankChange> changes = new ArrayList<>();
    int put = 0;
    for (Delta.Change change : delta.changes()) {
      switch (change) {
        case Delta.Change.Put(KnownHash known) -> {
          Hash hash = new Hash(feed.bank(), feed.source(), known.id());
          KnownHash own = new KnownHash(known.hash(), feed.source(), known.id(), known.tags());
          if (!shelf.find(hash).equals(Optional.of(own))) {
            changes.add(
                new BankChange(
                    BankChange.Kind.PUT,
                    hash,
                    known.hash().toString(),
                    String.join(" ", known.tags()),
                    author,
                    "",
                    now));
            put++;
          }
        }
        case Delta.Change.Withdrawn(String _, String id) ->
            changes.add(
                new BankChange(
                    BankChange.Kind.WITHDRAW,
                    new Hash(feed.bank(), feed.source(), id),
                    "",
                    "",
                    author,
                    "withdrawn by the source",
                    now));
      }
    }
    BankSync sync =
        new BankSync(
            feed.bank(), feed.source(), delta.checkpoint(), put, changes.size() - put, now);
    shelf.change(author, changes, Optional.of(sync));
    return sync;
  }

  private String fetch(Feed feed, Optional<String> checkpoint)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(page(feed, checkpoint)).timeout(PATIENCE).GET();
    feed.header()
        .map(header -> header.split(":", 2))
        .filter(parts -> parts.length == 2)
        .ifPresent(parts -> request.header(parts[0].strip(), parts[1].strip()));
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("the exchange answered " + response.statusCode());
      }
      byte[] bytes = body.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("a page may have %,d bytes".formatted(MOST_BYTES));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** A checkpoint that is a path is the next page's own address, on the feed's host. */
  static URI page(Feed feed, Optional<String> checkpoint) {
    if (checkpoint.isEmpty()) {
      return feed.url();
    }
    if (checkpoint.get().startsWith("/") && !checkpoint.get().startsWith("//")) {
      return feed.url().resolve(checkpoint.get());
    }
    String separator = feed.url().getRawQuery() == null ? "?" : "&";
    return URI.create(
        feed.url()
            + separator
            + feed.kind().parameter()
            + "="
            + URLEncoder.encode(checkpoint.get(), StandardCharsets.UTF_8));
  }
}
