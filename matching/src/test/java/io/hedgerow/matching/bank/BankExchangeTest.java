package io.hedgerow.matching.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.matching.Hash256;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class BankExchangeTest {
  private static final String A =
      "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";
  private static final String B =
      "0007001f003f003f007f00ff00ff00ff01ff01ff01ff03ff03ff03ff03ff03ff";

  private static HashBank bank() {
    return new HashBank(new Bank("abuse", "abuse", Bank.Kind.KNOWN, BankStage.LIVE, 31, 0));
  }

  private static Delta page(DeltaReading reading) {
    assertThat(reading).isInstanceOf(DeltaReading.Page.class);
    return ((DeltaReading.Page) reading).delta();
  }

  @Test
  void csvComesBackAsItWasWritten() {
    List<KnownHash> hashes =
        List.of(
            new KnownHash(
                Hash256.parse(A), "partner, \"one\"", "x,1", new TreeSet<>(List.of("b", "a"))),
            KnownHash.bare(Hash256.parse(B)));
    BankCsv.Reading back = BankCsv.read(BankCsv.write(hashes).lines().toList());
    assertThat(back.faults()).isEmpty();
    assertThat(back.hashes()).isEqualTo(hashes);
  }

  @Test
  void plainFilesAndOwnOutputAreRead() {
    BankCsv.Reading reading = BankCsv.read(List.of("# ours", "", A, B + ",100,photo.jpg"));
    assertThat(reading.hashes()).extracting(known -> known.hash().toString()).containsExactly(A, B);
  }

  @Test
  void badRowsAndOtherTypesAreCountedNotFatal() {
    BankCsv.Reading reading =
        BankCsv.read(
            List.of("id,type,indicator", "1,HASH_PDQ," + A, "2,HASH_MD5,abc", "3,HASH_PDQ,zz"));
    assertThat(reading.hashes()).extracting(KnownHash::id).containsExactly("1");
    assertThat(reading.otherTypes()).isEqualTo(1);
    assertThat(reading.faults())
        .containsExactly("line 4: a hash has 64 hexadecimal digits, these were 2");
  }

  @Test
  void aWithdrawnHashStopsMatchingAfterTheNextPage() {
    HashBank bank = bank();
    Synchronisation start = Synchronisation.start("exchange");
    Delta first =
        page(
            DeltaJson.threatExchange(
                "exchange",
                """
                {"data":[{"id":"1","indicator":"%s","type":"HASH_PDQ","tags":["a1"]},
                         {"id":"2","indicator":"%s","type":"HASH_PDQ"},
                         {"id":"3","indicator":"x","type":"HASH_MD5"}],
                 "paging":{"cursors":{"after":"c1"},"next":"more"}}\
                """
                    .formatted(A, B)));
    Synchronisation.Applied applied = start.apply(first, bank);
    assertThat(applied.put()).isEqualTo(2);
    assertThat(applied.more()).isTrue();
    assertThat(bank.match(Hash256.parse(A), 100)).hasSize(1);
    Delta second =
        page(
            DeltaJson.threatExchange(
                "exchange",
                """
                {"data":[{"id":"1","should_delete":true}],"paging":{"cursors":{"after":"c2"}}}\
                """));
    Synchronisation.Applied then = applied.next().apply(second, bank);
    assertThat(then.withdrawn()).isEqualTo(1);
    assertThat(then.next().checkpoint()).contains("c2");
    assertThat(bank.match(Hash256.parse(A), 100)).isEmpty();
    assertThat(then.next().apply(second, bank).withdrawn()).as("the same page again").isZero();
  }

  @Test
  void stopNciiRecordsAreReadByStatus() {
    HashBank bank = bank();
    bank.put(new KnownHash(Hash256.parse(B), "stopncii", B, new TreeSet<>()));
    Delta page =
        page(
            DeltaJson.stopNcii(
                "stopncii",
                """
                {"hashRecords":[{"hashValue":"%s","hashStatus":"Active"},
                                {"hashValue":"%s","hashStatus":"Withdrawn"},
                                {"hashValue":"zz","hashStatus":"Active"}],
                 "nextSetTimestamp":1700000000,"hasMoreRecords":false}\
                """
                    .formatted(A, B)));
    assertThat(page.checkpoint()).isEqualTo("1700000000");
    assertThat(page.faults())
        .containsExactly("entry 3: a hash has 64 hexadecimal digits, these were 2");
    Synchronisation.start("stopncii").apply(page, bank);
    assertThat(bank.hashes()).extracting(known -> known.hash().toString()).containsExactly(A);
  }

  @Test
  void aBankWrittenAsJsonReadsBackEqual() {
    HashBank bank = bank();
    bank.put(new KnownHash(Hash256.parse(A), "s", "1", new TreeSet<>(List.of("t"))));
    HashBank back = bank();
    Synchronisation.start("s")
        .apply(page(DeltaJson.threatExchange("s", DeltaJson.write(bank, "c"))), back);
    assertThat(back.hashes()).containsExactlyElementsOf(bank.hashes());
  }

  @Test
  void pagesThatAreNoneAreTurnedDown() {
    assertThat(DeltaJson.threatExchange("s", "<html>")).isInstanceOf(DeltaReading.Unreadable.class);
    assertThat(DeltaJson.threatExchange("s", "[]")).isInstanceOf(DeltaReading.Unreadable.class);
    assertThat(DeltaJson.threatExchange("s", "{\"data\":[]}"))
        .isEqualTo(new DeltaReading.Unreadable("`paging.cursors.after` is missing"));
  }
}
