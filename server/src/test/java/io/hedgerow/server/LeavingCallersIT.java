package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** Browsers leave pages while these are being sent; that is nobody's failure. */
@ExtendWith(SharedServer.class)
final class LeavingCallersIT {
  private final RunningServer server;

  LeavingCallersIT(RunningServer server) {
    this.server = server;
  }

  /** Everything that is logged. */
  private static final class Heard extends AppenderBase<ILoggingEvent> {
    private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent line) {
      lines.add(line);
    }

    boolean somebodyLeft() {
      return lines.stream()
          .anyMatch(line ->
              line.getLevel() == Level.DEBUG
                  && line.getFormattedMessage().contains("left before the answer was written"));
    }
  }

  @Test
  void whoLeavesBeforeTheAnswerIsALineForDebuggingAndNoFailure() {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    Logger advice = (Logger) LoggerFactory.getLogger("io.hedgerow.server.problem.ProblemAdvice");
    Level before = advice.getLevel();
    Heard heard = new Heard();
    heard.start();
    root.addAppender(heard);
    advice.setLevel(Level.DEBUG);
    try {
      Await.until(
          "somebody left in the middle of an answer",
          () -> {
            askAndHangUp("/assets/lib/echarts.js");
            return heard.somebodyLeft();
          });
    } finally {
      advice.setLevel(before);
      root.detachAppender(heard);
    }

    assertThat(heard.lines)
        .noneMatch(line ->
            line.getLevel().isGreaterOrEqual(Level.WARN) && line.getThrowableProxy() != null)
        .noneMatch(line -> line.getFormattedMessage().contains("request failed"));
  }

  /** Closes with a reset, so that the server's next write finds nobody. */
  private void askAndHangUp(String path) {
    URI address = server.api().address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoLinger(true, 0);
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .formatted(path)
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      assertThat(socket.getInputStream().read()).as("the answer has begun").isEqualTo('H');
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
