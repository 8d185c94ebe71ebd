package io.hedgerow.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProseTest {
  @Test
  void aBlankLinePartsParagraphsAndALinesEndDoesNot() {
    assertThat(Prose.paragraphs("One and\n  the same.\n \n\nAnother,\r\nlong one.\n"))
        .containsExactly("One and the same.", "Another, long one.");
  }

  @Test
  void thePointsOfAListKeepTheirLines() {
    assertThat(Prose.paragraphs("Not here:\n- one,\n  and its end\n- two"))
        .containsExactly("Not here:\n- one, and its end\n- two");
  }

  @Test
  void nothingIsNoParagraph() {
    assertThat(Prose.paragraphs(" \n")).isEmpty();
  }
}
