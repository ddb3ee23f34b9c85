// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Lives;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ProcessRestarterTest {

  private Orchestra orchestra;
  private ProcessAdmin admin;
  private ProcessRestarter restarter;

  @BeforeEach
  void start() throws IOException {
    orchestra = new Orchestra();
    admin = new ProcessAdmin(orchestra.address());
    restarter = new ProcessRestarter(admin, "us-east", "inventory", "");
  }

  @AfterEach
  void stop() {
    admin.close();
    orchestra.close();
  }

  private String running(int pid) {
    return orchestra
        .document()
        .replace(
            "\"ready\":1",
            ("\"ready\":1,\"instances\":[{\"name\":\"inventory-1\",\"pid\":%d,"
                    + "\"started_at\":\"2026-01-05T10:00:00Z\"}]")
                .formatted(pid));
  }

  private void listed(int pid) {
    orchestra.lie(200, "{\"deployments\":[" + running(pid) + "]}");
  }

  @Test
  void namesTheProcessesThatItHasSeen() {
    listed(42);
    Lives seen = restarter.read();
    assertThat(seen.lives()).isEqualTo(Map.of("inventory-1", "pid 42 since 2026-01-05T10:00:00Z"));
    listed(42);
    orchestra.lie(202, running(42));

    restarter.restart(seen, "heal-1-1");

    assertThat(orchestra.asked()).endsWith("POST /deployments/inventory/us-east/v2.0.2/restart");
    listed(43);
    assertThat(restarter.read().gone(seen.lives())).isEqualTo(1);
  }

  @Test
  void asksForNothingWhenSomethingElseRuns() {
    listed(42);
    Lives seen = restarter.read();
    listed(43);
    assertThatThrownBy(() -> restarter.restart(seen, "k"))
        .hasMessageContaining("something else runs by now");
    listed(42);
    orchestra.lie(412, "{\"error\":\"process 42 is gone\"}");
    assertThatThrownBy(() -> restarter.restart(seen, "k"))
        .hasMessageContaining("process 42 is gone")
        .extracting(e -> ((ActuatorException) e).kind())
        .isEqualTo(Kind.CONFLICT);
  }

  @Test
  void saysWhatAnOrchestratorHasToTell() {
    assertThatThrownBy(restarter::read).hasMessageContaining("nothing runs");
    orchestra.lie(200, "{\"deployments\":[" + running(1).replace("\"pid\":1,", "") + "]}");
    assertThatThrownBy(restarter::read)
        .hasMessageContaining("does not say the pids of its processes");
  }
}
