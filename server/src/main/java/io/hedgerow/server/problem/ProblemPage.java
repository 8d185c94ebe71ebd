package io.hedgerow.server.problem;

/** Writes {@code docs/reference/problems.md} from the types themselves. */
final class ProblemPage {
  private ProblemPage() {}

  static String render() {
    StringBuilder page = new StringBuilder(2_048);
    page.append(
        """
        # Problems

        The short version is: every error is `application/problem+json` (RFC 9457) with `type`, `title`, `status` and \
        `detail`. Many have `where` (the member, line and column, or byte that is wrong) and `hint` (how to mend it). A browser on \
        its way to a page outside `/v1` reads the same as a page.

        This page is written from the code; a test keeps it so.

        | type | status | title | what to do |
        |---|---|---|---|
        """);
    for (ProblemType type : ProblemType.values()) {
      page.append(
          "| `%s` | %d | %s | %s |\n"
              .formatted(type.address(), type.status(), type.title(), type.mend()));
    }
    return page.toString();
  }
}
