package io.hedgerow.server;

import io.hedgerow.server.access.Permission;
import io.hedgerow.server.settings.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A server in a JVM of its own, for tests that kill it. Arguments: data folder, pack, ready file.
 */
final class ServerProcess {
  private ServerProcess() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> settings = new HashMap<>();
    settings.put("hedgerow.port", "0");
    settings.put("hedgerow.data", arguments[0]);
    settings.put("hedgerow.pack", arguments[1]);
    settings.put("hedgerow.log-events", "false");
    settings.put("hedgerow.snapshot-every", "300ms");
    HedgerowServer server = HedgerowServer.start(ServerSettings.of(settings));
    String key = server.issueKey("test", Set.of(Permission.ADMIN));
    Path ready = Path.of(arguments[2]);
    Path beside = Path.of(arguments[2] + ".part");
    Files.writeString(beside, server.address() + "\n" + key + "\n");
    Files.move(beside, ready);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    new CountDownLatch(1).await();
  }
}
