package io.hedgerow.matching.bank;

import io.hedgerow.matching.Hash256;
import java.util.ArrayList;
import java.util.List;

/**
 * Several banks asked at once. A picture that is near to a hash of a live negative bank matches
 * nothing, however near it is elsewhere.
 */
public record Banks(List<HashBank> banks) {
  public Banks {
    banks = List.copyOf(banks);
    long ids = banks.stream().map(bank -> bank.bank().id()).distinct().count();
    if (ids != banks.size()) {
      throw new IllegalArgumentException("two banks have the same id");
    }
  }

  /**
   * What was found.
   *
   * @param matches the nearest first
   * @param spared the negative bank's match that made {@code matches} empty, if one did
   */
  public record Result(List<BankMatch> matches, List<BankMatch> spared) {
    public Result {
      matches = List.copyOf(matches);
      spared = List.copyOf(spared);
    }
  }

  /** Looks a picture's hash up in every bank. */
  public Result match(Hash256 hash, int quality) {
    List<BankMatch> matches = new ArrayList<>();
    List<BankMatch> spared = new ArrayList<>();
    for (HashBank bank : banks) {
      List<BankMatch> found = bank.match(hash, quality);
      switch (bank.bank().kind()) {
        case KNOWN -> matches.addAll(found);
        case NEGATIVE -> spared.addAll(bank.bank().stage() == BankStage.LIVE ? found : List.of());
      }
    }
    matches.sort(null);
    spared.sort(null);
    return spared.isEmpty() ? new Result(matches, List.of()) : new Result(List.of(), spared);
  }
}
