// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Lives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a program that answers as systemctl does: it keeps one unit in a file. */
@Timeout(60)
final class UnitRestarterTest {

  private static final String UNIT = "payments.service";
  private static final String SYSTEMCTL =
      """
      #!/bin/sh
      here=$(dirname "$0")
      echo "$@" >> "$here/asked"
      [ "$1" = show ] && [ "$4" = payments.service ] && { cat "$here/unit"; exit 0; }
      [ "$1" = show ] && { echo LoadState=not-found; exit 0; }
      [ -f "$here/broken" ] && { echo "Job failed."; exit 1; }
      printf 'LoadState=loaded\\nActiveState=active\\nMainPID=77\\nInvocationID=second\\n' > "$here/unit"
      """;

  @TempDir Path dir;

  @BeforeEach
  void install() throws IOException {
    Path program = dir.resolve("systemctl");
    Files.writeString(program, SYSTEMCTL);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        dir.resolve("unit"),
        "LoadState=loaded\nActiveState=active\nMainPID=42\nInvocationID=first\n");
  }

  private UnitRestarter restarter(String unit) {
    return new UnitRestarter(
        dir.resolve("systemctl").toString(), unit, Set.of(UNIT, "other.service"));
  }

  @Test
  void restartsTheLifeThatWasSeenAndNoOther() throws IOException {
    UnitRestarter restarter = restarter(UNIT);
    Lives seen = restarter.read();
    assertThat(seen.lives()).isEqualTo(Map.of(UNIT, "active pid 42 first"));

    restarter.restart(seen, "heal-1-1");

    assertThat(restarter.read().gone(seen.lives())).isEqualTo(1);
    assertThatThrownBy(() -> restarter.restart(seen, "heal-1-1"))
        .hasMessageContaining("it is active pid 77 second by now")
        .extracting(e -> ((ActuatorException) e).kind())
        .isEqualTo(Kind.CONFLICT);
    assertThat(Files.readAllLines(dir.resolve("asked")))
        .filteredOn(line -> line.startsWith("restart"))
        .containsExactly("restart -- payments.service");
  }

  @Test
  void touchesNoUnitThatNobodyHasAllowed() {
    assertThatThrownBy(() -> restarter("ssh.service"))
        .hasMessageContaining("Fix: start the server with --healing-unit ssh.service");
    assertThatThrownBy(() -> restarter("--now"))
        .isInstanceOf(ActuatorException.class)
        .hasMessageContaining("is no name of a unit");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertThatThrownBy(() -> restarter("other.service").read())
        .hasMessageContaining("systemd knows no such unit (not-found)");
    Files.writeString(dir.resolve("broken"), "");
    UnitRestarter restarter = restarter(UNIT);
    assertThatThrownBy(() -> restarter.restart(restarter.read(), "k"))
        .hasMessageContaining("systemctl restart ended with 1: Job failed.");
    UnitRestarter without = new UnitRestarter(dir.resolve("none").toString(), UNIT, Set.of(UNIT));
    assertThatThrownBy(without::read).hasMessageContaining("there is no systemctl here");
    Lives gone = new Lives("x", new TreeMap<>(Map.of(UNIT, "another")), 1);
    assertThatThrownBy(() -> restarter.restart(gone, "k")).hasMessageContaining("by now");
  }
}
