package io.hedgerow.benchmarks.rules;

import java.util.List;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.StatelessKieSession;
import org.kie.internal.utils.KieHelper;

/** The rules of a Drools knowledge base, as an executable model, in a stateless session. */
public final class DroolsRules implements RuleEngine {
  private final StatelessKieSession session;
  private final List<BenchEvent> events;
  private final Firings firings = new Firings();

  /** Collects what fires. */
  public static final class Firings {
    private int[] rules = {};
    private int count;

    public void add(int rule) {
      rules[count++] = rule;
    }
  }

  DroolsRules(List<BenchRule> rules, List<BenchEvent> events) {
    StringBuilder text = new StringBuilder("package bench\n");
    text.append("import io.hedgerow.benchmarks.rules.BenchEvent\n");
    text.append("global io.hedgerow.benchmarks.rules.DroolsRules.Firings firings\n");
    for (int i = 0; i < rules.size(); i++) {
      text.append("rule \"r").append(i).append("\" when ").append(rules.get(i).drools());
      text.append(" then firings.add(").append(i).append("); end\n");
    }
    KieBase base =
        new KieHelper()
            .addContent(text.toString(), ResourceType.DRL)
            .build(ExecutableModelProject.class);
    session = base.newStatelessKieSession();
    session.setGlobal("firings", firings);
    this.events = events;
  }

  @Override
  public int decide(int event, int[] fired) {
    firings.rules = fired;
    firings.count = 0;
    session.execute(events.get(event));
    return firings.count;
  }
}
