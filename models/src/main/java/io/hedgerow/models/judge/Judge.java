package io.hedgerow.models.judge;

import io.hedgerow.models.policy.PolicyText;

/** Judges posts by a policy's text. Safe for use by many threads; never throws over a post. */
public interface Judge extends AutoCloseable {

  /** What the judge says of the post; an abstention when it says nothing that can be used. */
  Judgement judge(PolicyText policy, String post);

  @Override
  void close();
}
