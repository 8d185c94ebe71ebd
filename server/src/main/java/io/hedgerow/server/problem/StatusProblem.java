package io.hedgerow.server.problem;

import java.util.Arrays;

/** The problem type for a bare status code. */
final class StatusProblem {
  private StatusProblem() {}

  static ProblemType of(int status) {
    return Arrays.stream(ProblemType.values())
        .filter(type -> type.status() == status)
        .findFirst()
        .orElse(status >= 500 ? ProblemType.INTERNAL : ProblemType.MALFORMED);
  }
}
