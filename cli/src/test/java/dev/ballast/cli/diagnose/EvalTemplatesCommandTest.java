// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class EvalTemplatesCommandTest {

  @TempDir private Path folder;

  @Test
  void countsALineAsRightOnlyWhenItsWholeGroupIs() {
    int[] groups = {0, 0, 1, 1, 2};
    assertThat(TemplateAccuracy.grouping(groups, List.of("a", "a", "b", "b", "b")))
        .isEqualTo(0.4, within(1e-12));
    assertThat(TemplateAccuracy.grouping(groups, List.of("x", "x", "y", "y", "z"))).isEqualTo(1);
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

  /** In LogHub's layout, written by hand: none of its files is part of this repository. */
  private static final String STRUCTURED =
      """
      LineId,Date,Time,Pid,Level,Component,Content,EventId,EventTemplate
      1,081109,203615,148,INFO,dfs.DataNode,PacketResponder 1 for block blk_38 terminating,E1,PacketResponder <*> for block <*> terminating
      2,081109,203807,222,INFO,dfs.DataNode,PacketResponder 0 for block blk_-65 terminating,E1,PacketResponder <*> for block <*> terminating
      3,081109,204005,35,INFO,dfs.FSNamesystem,"BLOCK* addStoredBlock, blockMap updated: 10.251.73.220:50010 size 67108864",E2,"BLOCK* addStoredBlock, blockMap updated: <*>:<*> size <*>"
      4,081109,204015,308,INFO,dfs.DataNode,Verification succeeded for blk_4980916519894289629,E3,Verification succeeded for <*>
      """;

  @Test
  void measuresGroupsAndTemplatesOfLogHubsLayout() throws IOException {
    Files.writeString(folder.resolve("HDFS_2k.log_structured.csv"), STRUCTURED);
    Files.writeString(
        folder.resolve("HDFS_2k.log"),
        """
        081109 203615 148 INFO dfs.DataNode: PacketResponder 1 for block blk_38 terminating
        081109 203807 222 INFO dfs.DataNode: PacketResponder 0 for block blk_-65 terminating
        081109 204005 35 INFO dfs.FSNamesystem: BLOCK* addStoredBlock, blockMap updated: 10.251.73.220:50010 size 67108864
        081109 204015 308 INFO dfs.DataNode: Verification succeeded for blk_4980916519894289629
        """);

    JsonNode files = measured().path("files");

    assertThat(files).as("the raw lines are no file of their own").hasSize(1);
    JsonNode one = files.get(0);
    assertThat(one.path("grouping_accuracy").asDouble()).isEqualTo(1);
    assertThat(one.path("parsing_accuracy").asDouble()).isEqualTo(1);
    assertThat(one.path("raw_read_right").isNumber()).isTrue();
    assertThat(one.path("templates").asInt()).isEqualTo(3);
  }

  @Test
  void aConstantThatLooksLikeAValueIsParsedWrongAndStillGroupedRight() {
    int[] groups = {0, 0};
    List<String> truth = List.of("IPv4 is up", "IPv4 is up");

    assertThat(TemplateAccuracy.parsing(groups, any -> "<*> is up", truth)).isZero();
    assertThat(TemplateAccuracy.parsing(groups, any -> "IPv4 is up", truth)).isEqualTo(1);
    assertThat(
            TemplateAccuracy.parsing(new int[] {0}, any -> "block <*>", List.of("block: blk_<*>")))
        .isEqualTo(1);
  }

  @Test
  void refusesRawLinesThatAreNotThoseOfTheTable() throws IOException {
    Files.writeString(folder.resolve("HDFS_2k.log_structured.csv"), STRUCTURED);
    Files.writeString(folder.resolve("HDFS_2k.log"), "one\n");

    assertThatThrownBy(this::run)
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            folder.resolve("HDFS_2k.log")
                + ": 1 lines (expected: 4, one for each row of HDFS_2k.log_structured.csv)");
  }

  @Test
  void refusesAFolderWithoutLogs() {
    assertThatThrownBy(this::run)
        .isInstanceOf(CommandFailure.class)
        .hasMessage("DIR: " + folder + " (expected: *_structured.csv, *.log or *.ndjson files)");
  }

  private JsonNode measured() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EvalTemplatesCommand command =
        new EvalTemplatesCommand(
            new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                false,
                false,
                Map.of(),
                InstantSource.system()));
    new CommandLine(command).parseArgs(folder.toString(), "-o", "json");
    assertThat(command.call()).isZero();
    return JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
  }

  private int run() {
    EvalTemplatesCommand command = new EvalTemplatesCommand(Terminal.ofProcess());
    new CommandLine(command).parseArgs(folder.toString(), "-o", "json");
    return command.call();
  }
}
