package io.hedgerow.server.console;

import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.model.ModelMove;
import io.hedgerow.server.model.ModelRegistry;
import io.hedgerow.server.model.RegisteredModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The registered text models: where each stands, what it was measured to do, what it lacks. */
@ShowsNoContent
@RestController
public final class ModelPage {
  private final Templates templates;
  private final ModelRegistry registry;

  ModelPage(Templates templates, ModelRegistry registry) {
    this.templates = templates;
    this.registry = registry;
  }

  /**
   * A model in the list.
   *
   * @param shortfalls of the gate; empty when it may have effect
   * @param history newest first
   */
  public record ModelRow(RegisteredModel model, List<String> shortfalls, List<ModelMove> history) {}

  @GetMapping("/console/models")
  ResponseEntity<byte[]> page(HttpServletRequest request, Authentication who) {
    return templates.render(
        "models",
        Map.of(
            "page", Page.of("Models", "models", request, who),
            "models", registry.list().reversed().stream().map(this::row).toList()));
  }

  private ModelRow row(RegisteredModel model) {
    return new ModelRow(
        model,
        registry.gate(model.policy()).shortfalls(model.facts()),
        registry.history(model.sha256()));
  }
}
