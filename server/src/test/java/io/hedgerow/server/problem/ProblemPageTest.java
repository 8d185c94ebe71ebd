package io.hedgerow.server.problem;

import io.hedgerow.server.GoldenPage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ProblemPageTest {

  @Test
  void thePageOfProblemsIsUpToDate() throws IOException {
    GoldenPage.check("problems.md", ProblemPage.render());
  }
}
