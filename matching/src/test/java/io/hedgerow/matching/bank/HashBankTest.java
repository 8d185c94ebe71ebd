package io.hedgerow.matching.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.matching.Hash256;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HashBankTest {
  private static final int GOOD = 80;
  private final Random random = new Random(1);
  private final Hash256 hash =
      new Hash256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());

  private static Bank bank(String id, Bank.Kind kind, BankStage stage, int distance) {
    return new Bank(id, kind == Bank.Kind.KNOWN ? "abuse" : "", kind, stage, distance, 50);
  }

  private static KnownHash known(Hash256 hash, String id) {
    return new KnownHash(hash, "partner", id, new TreeSet<>(List.of("a1")));
  }

  private static HashBank live(int distance) {
    return new HashBank(bank("abuse", Bank.Kind.KNOWN, BankStage.LIVE, distance));
  }

  @Test
  void eachBankHasItsOwnDistance() {
    HashBank strict = live(4);
    strict.put(known(hash, "k"));
    assertThat(strict.match(hash.flip(1).flip(2), GOOD))
        .singleElement()
        .extracting(BankMatch::distance)
        .isEqualTo(2);
    assertThat(strict.match(hash.flip(1).flip(2).flip(3).flip(4).flip(5), GOOD)).isEmpty();
  }

  @Test
  void poorPicturesAreNotMatched() {
    HashBank bank = live(31);
    bank.put(known(hash, "k"));
    assertThat(bank.match(hash, 49)).isEmpty();
    assertThat(bank.match(hash, 50)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(BankStage.class)
  void onlyShadowAndLiveBanksMatch(BankStage stage) {
    HashBank bank = new HashBank(bank("abuse", Bank.Kind.KNOWN, stage, 31));
    bank.put(known(hash, "k"));
    assertThat(bank.match(hash, GOOD)).hasSize(stage.matches() ? 1 : 0);
  }

  @Test
  void puttingAnIdAgainReplacesItsHash() {
    HashBank bank = live(0);
    bank.put(known(hash, "k"));
    bank.put(known(hash.flip(9), "k"));
    assertThat(bank.size()).isEqualTo(1);
    assertThat(bank.match(hash, GOOD)).isEmpty();
    assertThat(bank.match(hash.flip(9), GOOD)).hasSize(1);
  }

  @Test
  void aWithdrawnHashStopsMatchingAndAnotherSourcesGoesOn() {
    HashBank bank = live(31);
    bank.put(known(hash, "k"));
    bank.put(new KnownHash(hash, "other", "k", new TreeSet<>()));
    assertThat(bank.withdraw("partner", "k")).isTrue();
    assertThat(bank.withdraw("partner", "k")).isFalse();
    assertThat(bank.match(hash, GOOD))
        .extracting(match -> match.known().source())
        .containsExactly("other");
  }

  @Test
  void aNegativeBankSparesWhatItKnows() {
    HashBank bank = live(31);
    bank.put(known(hash, "k"));
    HashBank negative = new HashBank(bank("flags", Bank.Kind.NEGATIVE, BankStage.LIVE, 8));
    negative.put(known(hash.flip(3), "flag"));
    Banks banks = new Banks(List.of(bank, negative));
    assertThat(banks.match(hash, GOOD).matches()).isEmpty();
    assertThat(banks.match(hash, GOOD).spared()).hasSize(1);
    Hash256 further = hash;
    for (int bit = 10; bit < 22; bit++) {
      further = further.flip(bit);
    }
    assertThat(banks.match(further, GOOD).matches()).hasSize(1);
  }

  @Test
  void badBanksAreNamed() {
    assertThatThrownBy(() -> new Bank("Bad id", "p", Bank.Kind.KNOWN, BankStage.LIVE, 31, 50))
        .hasMessageContaining("`Bad id`");
    assertThatThrownBy(() -> new Bank("b", "p", Bank.Kind.KNOWN, BankStage.LIVE, 32, 50))
        .hasMessage("distance must be in [0, 31], was 32");
    assertThatThrownBy(() -> new Bank("b", "", Bank.Kind.KNOWN, BankStage.LIVE, 31, 50))
        .hasMessageContaining("needs a policy");
  }
}
