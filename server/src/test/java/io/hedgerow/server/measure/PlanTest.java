package io.hedgerow.server.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanTest {
  @TempDir private Path folder;

  private Plan read(String text) throws IOException {
    return Plan.read(Files.writeString(folder.resolve("plan.json"), text));
  }

  @Test
  void targetsAndStepsAreRead() throws IOException {
    Plan plan =
        read(
            """
            {"targets": {"spam": 0.002},
             "roadmap": [{"name": "Link checks", "policy": "spam", "slice": "surface=search",
                          "prevents": [0.1, 0.3], "cost": 10}]}
            """);
    assertThat(plan.targets()).containsEntry("spam", 0.002);
    assertThat(plan.roadmap())
        .containsExactly(new Plan.Step("Link checks", "spam", "surface=search", 0.1, 0.3, 10));
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(() -> read("{\"targts\": {}}")).hasMessageContaining("`targts`");
    assertThatThrownBy(() -> read("{\"targets\": {\"spam\": 2}}"))
        .hasMessageContaining("target of spam must be a number above 0 and at most 1.0, was 2");
    assertThatThrownBy(() ->
            read(
                "{\"roadmap\": [{\"name\": \"x\", \"policy\": \"spam\", "
                    + "\"prevents\": [0.3, 0.1], \"cost\": 1}]}"))
        .hasMessageContaining(
            "roadmap entry 1: `prevents` must be a number in [0.3, 1.0], was 0.1");
    assertThatThrownBy(() -> read("[]")).hasMessageContaining("must be a JSON object");
    assertThatThrownBy(() -> Plan.read(folder.resolve("none.json")))
        .hasMessageContaining("cannot be read");
  }
}
