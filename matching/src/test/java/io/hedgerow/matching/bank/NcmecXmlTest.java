package io.hedgerow.matching.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.matching.Hash256;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class NcmecXmlTest {
  private static final String HASH = "0f".repeat(32);

  private static String page(String paging) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <queryResult xmlns="https://hashsharing.example/v2">
      <images count="2" maxTimestamp="2026-03-01T10:00:00Z">
        <image>
          <member id="42">A member</member>
          <id>image1</id>
          <classification>A1</classification>
          <fingerprints><md5>00</md5><pdq>%s</pdq></fingerprints>
        </image>
        <image><member id="42">A member</member><id>image2</id>
          <fingerprints><md5>00</md5></fingerprints></image>
        <deletedImage><member id="43">Another</member><id>image4</id></deletedImage>
      </images>
      %s
    </queryResult>
    """
        .formatted(HASH, paging);
  }

  private static Delta read(String text) {
    assertThat(NcmecXml.read("ncmec", text)).isInstanceOf(DeltaReading.Page.class);
    return ((DeltaReading.Page) NcmecXml.read("ncmec", text)).delta();
  }

  @Test
  void entriesWithAPdqHashAreTakenAndTombstonesHeard() {
    Delta delta = read(page(""));
    assertThat(delta.changes())
        .containsExactly(
            new Delta.Change.Put(
                new KnownHash(
                    Hash256.parse(HASH), "ncmec", "42-image1", new TreeSet<>(List.of("A1")))),
            new Delta.Change.Withdrawn("ncmec", "43-image4"));
    assertThat(delta.checkpoint()).isEqualTo("2026-03-01T10:00:00Z");
    assertThat(delta.more()).isFalse();
  }

  @Test
  void theNextPageIsTheCheckpoint() {
    Delta delta = read(page("<paging><next>/v2/entries?start=2&amp;size=2</next></paging>"));
    assertThat(delta.checkpoint()).isEqualTo("/v2/entries?start=2&size=2");
    assertThat(delta.more()).isTrue();
  }

  @Test
  void whatIsNoXmlOrHasADocumentTypeIsUnreadable() {
    for (String hostile :
        List.of(
            "{}",
            page("").substring(0, 300),
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><x>&e;</x>",
            "<queryResult/>")) {
      assertThat(NcmecXml.read("s", hostile)).isInstanceOf(DeltaReading.Unreadable.class);
    }
  }
}
