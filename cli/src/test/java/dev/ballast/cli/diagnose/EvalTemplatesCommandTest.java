// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class EvalTemplatesCommandTest {

  @TempDir private Path folder;

  @Test
  void countsALineAsRightOnlyWhenItsWholeGroupIs() {
    int[] groups = {0, 0, 1, 1, 2};
    assertThat(EvalTemplatesCommand.accuracy(groups, List.of("a", "a", "b", "b", "b")))
        .isEqualTo(0.4, within(1e-12));
    assertThat(EvalTemplatesCommand.accuracy(groups, List.of("x", "x", "y", "y", "z")))
        .isEqualTo(1);
  }

  @Test
  void measuresLogHubsFilesAndPlainOnes() throws IOException {
    Files.writeString(
        folder.resolve("Tiny_2k.log_structured.csv"),
        """
        LineId,Content,EventId
        1,"order 17, paid",E1
        2,"order 18, paid",E1
        3,user left,E2
        """);
    Files.writeString(folder.resolve("plain.log"), "started\nstopped\n");
    assertThat(run()).isZero();
  }

  @Test
  void refusesAFolderWithoutLogs() {
    assertThatThrownBy(this::run)
        .isInstanceOf(CommandFailure.class)
        .hasMessage("DIR: " + folder + " (expected: *_structured.csv, *.log or *.ndjson files)");
  }

  private int run() {
    EvalTemplatesCommand command = new EvalTemplatesCommand(Terminal.ofProcess());
    new CommandLine(command).parseArgs(folder.toString(), "-o", "json");
    return command.call();
  }
}
