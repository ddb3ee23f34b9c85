// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.Shell.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RolloutJudgeCommandTest {

  private static final String HEADER =
      "minute,baseline_total,baseline_errors,canary_total,canary_errors\n";

  @TempDir private Path folder;

  private static Answer judge(String input, String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "rollout";
    arguments[1] = "judge";
    arguments[2] = "-";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Shell.piped().runWithInput(input, arguments);
  }

  private static String minutes(int count, String counts) {
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 0; i < count; i++) {
      rows.append(i).append(',').append(counts).append('\n');
    }
    return rows.toString();
  }

  @Test
  void printsOneVerdictForEachRow() {
    Answer answer = judge(minutes(4, "950,3,50,0"));
    assertThat(answer.exitCode()).isZero();
    List<String> lines = answer.out().lines().toList();
    assertThat(lines).hasSize(5).first().isEqualTo("minute,verdict,e_value,text");
    assertThat(lines.get(1))
        .matches("0,Inconclusive,[0-9.]+,\"error-rate: 0 of 50 requests bad .*\"");
  }

  @Test
  void fiftyTimesTheErrorsAreFoundInTwoMinutesAndStayFound() {
    Answer answer = judge(minutes(4, "2850,3,150,8"), "--fail");
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out().lines().map(line -> line.split(",", -1)[1]))
        .containsExactly("verdict", "Inconclusive", "Regress", "Regress", "Regress");
    assertThat(judge(minutes(4, "2850,3,150,8")).exitCode()).isZero();
  }

  @Test
  void tenTimesTheErrorsAreFoundInFiveMinutesAndEqualArmsPass() {
    assertThat(judge(minutes(5, "2850,3,150,2")).out()).contains("4,Regress,");
    assertThat(judge(minutes(60, "2850,3,2850,3")).out())
        .contains("59,Pass,")
        .doesNotContain("Regress");
  }

  @Test
  void readsWindowsLineEndsAByteOrderMarkAndComments() throws IOException {
    Path file = folder.resolve("counts.csv");
    Files.writeString(
        file, "\ufeff" + HEADER.replace("\n", "\r\n") + "# night\r\n\r\n1, 100, 1, 100, 1\r\n");
    Answer answer = Shell.piped().run("rollout", "judge", file.toString());
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out()).contains("1,Inconclusive,0.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,10,-1,10,0|stdin:2:6: baseline_errors: -1 (expected: a whole number from 0 to",
        "1,10,0,10,11|stdin:2:11: canary_errors: 11 (expected: at most canary_total, 10)",
        "1,NaN,0,10,1|stdin:2:3: baseline_total: NaN (expected: a whole number",
        "1,10,0,10|stdin:2:1: 4 columns (expected: 5: minute,baseline_total",
        "1,10,,10,1|stdin:2:6: baseline_errors: empty (expected: a whole number",
        "1,1e3,0,10,1|stdin:2:3: baseline_total: 1e3 (expected: a whole number"
      })
  void tellsWhatIsWrongWithARow(String row, String problem) {
    Answer answer = judge(HEADER + row + "\n");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains(problem, "stdin: 1 problem; rows judged before the first: 0");
  }

  @Test
  void listsEveryProblemAndJudgesOnlyTheRowsBeforeTheFirst() {
    Answer answer = judge(HEADER + "1,10,0,10,0\n1,10,0,10,0\n0,10,0,10,0\n5,10,11,10,0\n");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.out().lines()).hasSize(2);
    assertThat(answer.err())
        .contains("stdin:3:1: minute: 1 (expected: above the row before, 1)")
        .contains("stdin:4:1: minute: 0 (expected: above the row before, 1)")
        .contains("stdin:5:6: baseline_errors: 11")
        .contains("3 problems; rows judged before the first: 1");
  }

  @Test
  void refusesAWrongHeaderAnEmptyFileAndAMissingOne() {
    assertThat(judge("time,a,b,c,d\n1,2,1,2,1\n").err())
        .contains("stdin:1:1: header \"time,a,b,c,d\" (expected: minute,baseline_total");
    assertThat(judge("").err()).contains("stdin:1:1: no rows");
    assertThat(judge(HEADER).err()).contains("stdin:1:1: no rows");
    Answer missing = Shell.piped().run("rollout", "judge", folder.resolve("none.csv").toString());
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(judge(HEADER, "--alpha", "2").err()).contains("--alpha: 2.0 (expected: above 0");
  }
}
