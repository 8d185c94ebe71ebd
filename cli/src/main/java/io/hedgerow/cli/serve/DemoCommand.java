package io.hedgerow.cli.serve;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.server.HedgerowServer;
import io.hedgerow.server.access.Permission;
import io.hedgerow.simulator.Simulation;
import io.hedgerow.simulator.SimulationSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything at once: a server with the sample pack, and a simulated community that uses it. */
@Command(
    name = "demo",
    description = "Start everything with embedded defaults and a simulated community.",
    footer = {
      "",
      "Its data is in a temporary folder and gone afterwards, unless --data or --db is given.",
      "",
      "Example: hedgerow demo"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int USUAL_PORT = 8080;

  /** Policies that the simulated community breaks often enough to be measured in a day. */
  private static final List<String> SAMPLED = List.of("spam", "harassment");

  private static final int SAMPLE = 400;

  @Spec private CommandSpec spec;
  @Mixin private ServerOptions options;

  @Option(names = "--seed", description = "Of the community. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--rate", description = "Live events a second. Default: ${DEFAULT-VALUE}.")
  private double rate = 1;

  @Option(
      names = "--history",
      paramLabel = "HOURS",
      description = "How long the community has been there. Default: ${DEFAULT-VALUE}.")
  private double history = 30;

  @Option(
      names = "--reviewers",
      paramLabel = "PEOPLE",
      description = {
        "Simulated reviewers, who know the truth and are wrong in one case of 25; they leave the "
            + "newest cases to you. Default: ${DEFAULT-VALUE}."
      })
  private int reviewers = 6;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  public DemoCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!(rate > 0 && rate <= 500) || !(history >= 0 && history <= 72)) {
      throw new CommandFailure("--rate must be in (0, 500] and --history in [0, 72]");
    }
    if (reviewers < 0 || reviewers > ReviewTeam.MOST) {
      throw new CommandFailure("--reviewers must be in [0, " + ReviewTeam.MOST + "]");
    }
    Map<String, String> defaults = new HashMap<>();
    defaults.put("hedgerow.pack", home().resolve("packs/pinboard").toString());
    defaults.put("hedgerow.port", Integer.toString(freePort()));
    defaults.put("hedgerow.log-events", "false");
    Runnable tidy = () -> {};
    AtomicBoolean stopping = new AtomicBoolean();
    if (!options.choosesData()) {
      Path folder = Files.createTempDirectory("hedgerow-demo");
      defaults.put("hedgerow.data", folder.toString());
      tidy = () -> remove(folder);
    }
    HedgerowServer server = Running.start(() -> options.settings(defaults));
    PrintWriter out = spec.commandLine().getOut();
    Running.announce(server, out);
    Thread.ofVirtual().name("community").start(() -> live(server, out, stopping));
    Running.untilStopped(server, () -> stopping.set(true), tidy);
    return 0;
  }

  private static Path home() {
    return Path.of(System.getProperty("hedgerow.home", "."));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(USUAL_PORT, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException _) {
      return 0;
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | java.io.UncheckedIOException _) {
      System.err.println("hedgerow: " + folder + " could not be removed");
    }
  }

  private void live(HedgerowServer server, PrintWriter out, AtomicBoolean stopping) {
    String key = server.issueKey("demo community", Set.of(Permission.EVENTS_WRITE));
    Audience audience = new Audience();
    Community community =
        new Community(
            Simulation.of(community(), audience), new ServerClient(server.address(), key));
    try {
      long sent = community.catchUp();
      out.printf(
          "%,d events of history decided; now live, %.1f events a second. Ctrl-C ends it.%n",
          sent, rate);
      out.flush();
      if (reviewers > 0) {
        review(server, community, audience);
      }
      community.goOn();
    } catch (IOException failure) {
      if (!stopping.get()) {
        out.println("the community stopped: " + failure.getMessage());
        out.flush();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private SimulationSettings community() {
    return SimulationSettings.DEFAULT
        .withSeed(seed)
        .startingAt(Instant.now().minusSeconds((long) (history * 3_600)))
        .withEventsPerDay(rate * 86_400)
        .withEvents(Long.MAX_VALUE);
  }

  /** People begin with what was seen yesterday, the last day that is over. */
  private void review(HedgerowServer server, Community community, Audience audience)
      throws IOException, InterruptedException {
    String key = server.issueKey("demo reviewers", ReviewTeam.NEEDS);
    ReviewTeam team =
        new ReviewTeam(new ServerClient(server.address(), key), community::broken, seed);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    team.measureAgreement();
    team.draw(today.minusDays(1), SAMPLED, SAMPLE, audience.impressions(today.minusDays(1)));
    audience.forgetBefore(today);
    team.work(reviewers);
  }
}
