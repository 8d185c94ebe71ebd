package io.hedgerow.server.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeedTest {
  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("feeds.json"), text);
  }

  private Feed one(String kind) throws IOException {
    return Feed.read(
            file(
                "[{\"bank\":\"b\",\"source\":\"s\",\"kind\":\"%s\",\"url\":\"https://x.example/a?k=1\"}]"
                    .formatted(kind)))
        .getFirst();
  }

  @Test
  void aFeedIsAskedEveryQuarterOfAnHourUnlessItSaysOtherwise() throws IOException {
    assertThat(one("ncmec").every()).isEqualTo(Duration.ofMinutes(15));
    assertThat(one("ncmec").header()).isEmpty();
  }

  @Test
  void theCheckpointIsAParameterOrTheNextPagesPath() throws IOException {
    Feed feed = one("stop_ncii");
    assertThat(FeedReader.page(feed, Optional.empty())).hasToString("https://x.example/a?k=1");
    assertThat(FeedReader.page(feed, Optional.of("a b")))
        .hasToString("https://x.example/a?k=1&startTimestamp=a+b");
    assertThat(FeedReader.page(one("ncmec"), Optional.of("/v2/entries?start=2")))
        .hasToString("https://x.example/v2/entries?start=2");
    assertThat(FeedReader.page(one("ncmec"), Optional.of("//elsewhere.example/")).getHost())
        .isEqualTo("x.example");
  }

  @Test
  void whatIsWrongIsNamedByFileEntryAndMember() {
    assertThatThrownBy(() -> one("stopncii"))
        .hasMessageContaining("feeds.json, entry 1: `kind` must be one of")
        .hasMessageContaining("stop_ncii");
    assertThatThrownBy(() -> Feed.read(file("[{\"bank\":\"b\"}]"))).hasMessageContaining("entry 1");
    assertThatThrownBy(() -> Feed.read(file("{}"))).hasMessageContaining("must be a JSON list");
    assertThatThrownBy(() -> Feed.read(folder.resolve("none"))).hasMessageContaining("none");
  }
}
