package io.hedgerow.benchmarks.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * What an engineer would write: one {@code if} a rule, in methods of twenty, so that the JVM
 * compiles each of them.
 */
public abstract class PlainJavaRules implements RuleEngine {
  private static final int A_METHOD = 20;

  private BenchEvent[] events = {};

  /** The rules on one event. */
  protected abstract int on(BenchEvent e, int[] fired);

  @Override
  public final int decide(int event, int[] fired) {
    return on(events[event], fired);
  }

  static PlainJavaRules compiled(List<BenchRule> rules, List<BenchEvent> events) {
    try {
      Path folder = Files.createTempDirectory("hedgerow-bench-java");
      Path source = Files.writeString(folder.resolve("Written.java"), source(rules));
      JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
      int failed =
          javac.run(
              null,
              null,
              null,
              "-proc:none",
              "-cp",
              System.getProperty("java.class.path"),
              "-d",
              folder.toString(),
              source.toString());
      if (failed != 0) {
        throw new IllegalStateException("the plain Java rules do not compile, see " + source);
      }
      URLClassLoader loader =
          new URLClassLoader(
              new URL[] {folder.toUri().toURL()}, PlainJavaRules.class.getClassLoader());
      PlainJavaRules written =
          (PlainJavaRules) loader.loadClass("Written").getDeclaredConstructor().newInstance();
      written.events = events.toArray(BenchEvent[]::new);
      return written;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String source(List<BenchRule> rules) {
    StringBuilder calls = new StringBuilder();
    StringBuilder methods = new StringBuilder();
    for (int first = 0; first < rules.size(); first += A_METHOD) {
      calls.append("    n = from").append(first).append("(e, fired, n);\n");
      methods
          .append("  private static int from")
          .append(first)
          .append("(BenchEvent e, int[] fired, int n) {\n");
      for (int i = first; i < Math.min(rules.size(), first + A_METHOD); i++) {
        methods.append("    if (").append(rules.get(i).java()).append(") { fired[n++] = ");
        methods.append(i).append("; }\n");
      }
      methods.append("    return n;\n  }\n");
    }
    return "import io.hedgerow.benchmarks.rules.BenchEvent;\n"
        + "public final class Written extends io.hedgerow.benchmarks.rules.PlainJavaRules {\n"
        + "  public Written() {}\n"
        + "  @Override protected int on(BenchEvent e, int[] fired) {\n    int n = 0;\n"
        + calls
        + "    return n;\n  }\n"
        + methods
        + "}\n";
  }
}
