package io.hedgerow.models.judge;

import java.util.Locale;
import java.util.Optional;

/** What a judge says of a post, or why it says nothing. */
public sealed interface Judgement {

  /**
   * An answer that could be read.
   *
   * @param breaks whether the post breaks the policy
   * @param rationale the judge's reason, in its words
   * @param quote the words of the post it rests on; always there when it breaks the policy
   */
  record Judged(boolean breaks, String rationale, Optional<Quote> quote) implements Judgement {}

  /**
   * No answer. It says nothing about the post.
   *
   * @param detail for people; holds no content of the post
   */
  record Abstained(Why why, String detail) implements Judgement {}

  /**
   * Words of the post as it was written.
   *
   * @param from index of the first character
   * @param to index after the last
   */
  record Quote(int from, int to) {}

  /** Why there is no answer. */
  enum Why {
    /** The judge said that it cannot tell, or would not answer. */
    UNSURE,
    /** What came back is not what was asked for. */
    UNPARSEABLE,
    /** The answer did not come in time. */
    TIMEOUT,
    /** The endpoint could not be reached, or answered with an error. */
    ENDPOINT,
    /** The budget is spent. */
    BUDGET,
    /** The post is longer than the judge may be asked about. */
    TOO_LONG;

    /** As printed. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
