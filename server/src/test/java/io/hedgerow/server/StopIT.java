package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class StopIT {

  @Test
  void aGracefulStopAnswersWhatItTookAndKeepsIt() throws Exception {
    Map<String, Integer> answers = new ConcurrentHashMap<>();
    AtomicInteger answered = new AtomicInteger();
    try (RunningServer server = new RunningServer()) {
      Api api = server.api();
      Thread[] senders = new Thread[4];
      for (int s = 0; s < senders.length; s++) {
        int sender = s;
        senders[s] =
            Thread.ofVirtual()
                .start(() -> {
                  for (int i = 0; ; i++) {
                    String id = "stop-" + sender + "-" + i;
                    try {
                      answers.put(id, api.event(Api.event(id, "stopper", id, "x")).status());
                      answered.incrementAndGet();
                    } catch (java.io.UncheckedIOException _) {
                      return; // no longer listening
                    }
                  }
                });
      }
      Await.until("some answers", () -> answered.get() > 50);
      server.restart();
      for (Thread sender : senders) {
        sender.join();
      }

      assertThat(answers.values()).allMatch(status -> status == 200 || status == 503);
      answers.forEach((id, status) -> {
        if (status == 200) {
          Response again = server.api().event(Api.event(id, "stopper", id, "x"));
          assertThat(again.status()).as(id).isEqualTo(200);
        }
      });
      assertThat(server.api().get("/v1/audit/verify").text("intact")).isEqualTo("true");
    }
  }
}
