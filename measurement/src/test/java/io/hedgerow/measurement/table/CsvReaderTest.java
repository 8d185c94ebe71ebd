package io.hedgerow.measurement.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
  @Test
  void quotedFieldsMayHoldCommasQuotesAndLineEnds() throws IOException {
    CsvReader table = read("a,b\r\n\"x,\"\"y\"\"\nz\",2\r\n");
    assertThat(table.next()).isTrue();
    assertThat(table.field(0)).isEqualTo("x,\"y\"\nz");
    assertThat(table.number(1)).isEqualTo(2);
    assertThat(table.next()).isFalse();
  }

  @Test
  void lastLineNeedsNoEndAndEmptyLinesAreSkipped() throws IOException {
    CsvReader table = read("a\n\n7");
    assertThat(table.next()).isTrue();
    assertThat(table.number(0)).isEqualTo(7);
  }

  @Test
  void missingColumnIsNamedWithTheOnesThatAreThere() throws IOException {
    CsvReader table = read("unit,views\n");
    assertThatThrownBy(() -> table.column("label"))
        .hasMessage("t.csv: has no column `label`; it has unit, views");
  }

  @Test
  void wrongNumberIsNamedWithItsRow() throws IOException {
    CsvReader table = read("views\nmany\n");
    table.next();
    assertThatThrownBy(() -> table.number(0))
        .hasMessage("t.csv: row 2: `views` must be a number, was 'many'");
  }

  @Test
  void shortRowIsRefused() throws IOException {
    CsvReader table = read("a,b\n1\n");
    assertThatThrownBy(table::next).hasMessage("t.csv: row 2: has 1 fields, the header has 2");
  }

  private static CsvReader read(String text) throws IOException {
    return new CsvReader("t.csv", new StringReader(text));
  }
}
