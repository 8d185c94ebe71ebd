package io.hedgerow.server.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.ledger.enforcement.Ranking;
import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RankingFileTest {
  @TempDir private Path folder;

  private Ranking read(String text) throws IOException {
    return RankingFile.read(Files.writeString(folder.resolve("ranking.json"), text));
  }

  @Test
  void whatTheFileNamesIsReadAndTheRestIsAsUsual() throws IOException {
    Ranking ranking =
        read(
            """
            {"ranks": {"model": 35},
             "freshness": {"report": "14d"},
             "sources": {"hash:known-scams": {"rank": 55, "reputation": 0.8, "freshness": "90d"}}}
            """);
    SourceName bank = new SourceName(SourceKind.HASH, "known-scams");
    assertThat(ranking.ranks())
        .containsEntry(SourceKind.MODEL, 35)
        .containsEntry(SourceKind.RULE, Ranking.DEFAULT.ranks().get(SourceKind.RULE));
    assertThat(ranking.exceptions()).containsEntry(bank, 55);
    assertThat(ranking.reputations()).containsEntry(bank, 0.8);
    assertThat(ranking.freshness().kinds())
        .containsEntry(SourceKind.REPORT, Duration.ofDays(14))
        .hasSize(1);
    assertThat(ranking.freshness().sources()).containsEntry(bank, Duration.ofDays(90));
  }

  @Test
  void anEmptyFileIsTheUsualRanking() throws IOException {
    assertThat(read("{}")).isEqualTo(Ranking.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"rank\": {}} | there is no member ''rank'' here; did you mean ''ranks''?",
        "{\"ranks\": {\"modle\": 1}} | ranks: ''modle'' is no kind of source; did you mean ''model''?",
        "{\"ranks\": {\"model\": -1}} | ranks.model: must be a whole number from 0 to 1000, was -1",
        "{\"ranks\": []} | ''ranks'' must be an object",
        "{\"freshness\": {\"model\": \"soon\"}} | freshness.model: must be a duration such as 30d, was soon",
        "{\"freshness\": {\"appeal\": \"30d\"}} | freshness.appeal: what people decided does not grow old",
        "{\"sources\": {\"flood\": {}}} | sources.\"flood\": a source must be written ''kind:id''",
        "{\"sources\": {\"rule:flood\": 3}} | sources.\"rule:flood\": must be an object",
        "{\"sources\": {\"rule:flood\": {\"reputation\": 2}}} | sources.\"rule:flood\".reputation: must be a number in [0, 1], was 2",
        "{\"sources\": {\"reviewer:ann\": {\"reputation\": 0.5}}} | people's labels always act",
        "[] | a ranking must be a JSON object",
        "{ | ranking.json, "
      })
  void whatDoesNotFitIsNamedWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ranking.json")
        .hasMessageContaining(message.replace("''", "`"));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> RankingFile.read(folder.resolve("none.json")))
        .hasMessageContaining("none.json cannot be read");
  }
}
