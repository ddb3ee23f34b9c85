// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.actuator.ActuatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScriptFolderTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path dir;
  private Path folder;
  private ScriptFolder scripts;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(dir.resolve("scripts"));
    scripts = new ScriptFolder(folder);
  }

  private void script(String name, String body) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void runsWithArgumentsThatNoShellReadsAndAnEmptyEnvironment() throws Exception {
    script("say", "echo \"$1|$BALLAST_KEY|$HOME\"");
    ScriptFolder.Ended ended =
        scripts.run("say", List.of("$(id); *"), Map.of("BALLAST_KEY", "heal-1"), PATIENCE);
    assertThat(ended).isEqualTo(new ScriptFolder.Ended(true, "$(id); *|heal-1|"));
  }

  @Test
  void saysHowItFailed() throws Exception {
    script("fail", "echo no such pod; exit 3");
    assertThat(scripts.run("fail", List.of(), Map.of(), PATIENCE))
        .isEqualTo(new ScriptFolder.Ended(false, "exit 3: no such pod"));
  }

  @Test
  void killsWhatDoesNotEnd() throws Exception {
    script("hang", "sleep 600");
    assertThat(scripts.run("hang", List.of(), Map.of(), Duration.ofMillis(50)).words())
        .contains("killed");
  }

  @Test
  void runsNothingFromElsewhere() throws IOException {
    Path outside = Files.writeString(dir.resolve("outside"), "#!/bin/sh\n");
    assertThat(outside.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(folder.resolve("link"), outside);
    Files.writeString(folder.resolve("text"), "no program");
    for (String name : List.of("link", "../outside", "/bin/sh", "text", "absent", ".")) {
      assertThatThrownBy(() -> scripts.find(name))
          .as(name)
          .isInstanceOf(ActuatorException.class)
          .hasMessageContaining("script " + name);
    }
  }
}
