package io.hedgerow.server.judge;

import io.hedgerow.models.judge.Judgement;
import io.hedgerow.models.judge.Judgement.Why;

/** What came of putting one drawn unit before the judge. */
sealed interface Answer {
  /**
   * The judge, or its memory, said something.
   *
   * @param content SHA-256 of what was read
   */
  record Said(boolean breaks, byte[] content) implements Answer {}

  /**
   * People have to say it.
   *
   * @param why in words; holds no content
   */
  record ForPeople(String why) implements Answer {}

  /** The judge may answer another time. */
  record Later(String why) implements Answer {}

  /** An abstention that asking again could mend is waited for; all others are for people. */
  static Answer of(Judgement judgement, byte[] content) {
    return switch (judgement) {
      case Judgement.Judged judged -> new Said(judged.breaks(), content);
      case Judgement.Abstained abstained ->
          waits(abstained.why()) ? new Later(words(abstained)) : new ForPeople(words(abstained));
    };
  }

  private static boolean waits(Why why) {
    return switch (why) {
      case TIMEOUT, ENDPOINT, BUDGET -> true;
      case UNSURE, UNPARSEABLE, TOO_LONG -> false;
    };
  }

  private static String words(Judgement.Abstained abstained) {
    return abstained.why().word() + ": " + abstained.detail();
  }
}
