// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.decompose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Against the authors' own Fortran (netlib.org/a/stl) on their series, the monthly carbon dioxide
 * at Mauna Loa from 1959 (parts per million), with windows of 35 cycles, 19 and 13 months, robust.
 * Its results are those in the tests of statsmodels (stl_test_results.csv, scenario baseline). It
 * thins its smoothers and counts its rounds differently; so the tolerances are 0.05 and 0.02, where
 * the season is six wide and the trend rises by more than one a year.
 */
class StlReferenceTest {

  /** Month from 0, season, trend, to six digits. */
  private static final double[][] FORTRAN = {
    {0, -0.131255, 315.551940},
    {4, 2.733755, 315.925015},
    {9, -2.878563, 316.398957},
    {16, 2.741783, 316.974421},
    {28, 2.749842, 317.598530},
    {45, -2.937829, 318.799683},
    {58, -1.943597, 319.320832},
    {72, -0.107861, 319.976887},
    {88, 2.795019, 321.052390},
    {93, -3.019292, 321.385911},
    {105, -3.039895, 322.066534},
    {117, -3.061142, 323.150533},
    {130, -2.008843, 324.655110},
    {141, -3.103613, 325.848865},
    {148, 2.847154, 326.397462},
  };

  @Test
  void decomposesAsTheAuthorsProgramDoes() throws IOException {
    Decomposition ours = new Stl(12, 35, true).decompose(carbonDioxide());
    for (double[] month : FORTRAN) {
      int t = (int) month[0];
      assertThat(ours.season(0)[t]).as("season of month %d", t).isCloseTo(month[1], within(0.05));
      assertThat(ours.trend()[t]).as("trend of month %d", t).isCloseTo(month[2], within(0.02));
    }
  }

  private static double[] carbonDioxide() throws IOException {
    try (InputStream in = StlReferenceTest.class.getResourceAsStream("co2.txt")) {
      String text =
          new String(Objects.requireNonNull(in, "co2.txt").readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.strip().split("\\s+", -1))
          .mapToDouble(Double::parseDouble)
          .toArray();
    }
  }
}
