// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.cost.bill.Bill;
import dev.ballast.control.cost.bill.BillRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FocusReaderTest {

  private static final String HEADER =
      "BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ChargeClass,ChargePeriodStart,"
          + "ChargePeriodEnd,ServiceName,RegionId,Tags\n";

  private static final String MARCH = ",2026-03-01T00:00:00Z,2026-04-01T00:00:00Z,";

  private static Bill read(BillRules rules, String by, String text) throws IOException {
    return new FocusReader(rules, FocusReader.Amount.EFFECTIVE, by)
        .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Bill read(String rows) throws IOException {
    return read(BillRules.USUAL, "ServiceName", HEADER + rows);
  }

  @Test
  void addsEffectiveCostByService() throws IOException {
    Bill bill =
        read(
            "9,0.10,USD,Usage,"
                + MARCH
                + "Compute,eu,\n"
                + "9,0.20,USD,Purchase,"
                + MARCH
                + "Compute,eu,\n"
                + "9,1e-3,USD,Usage,"
                + MARCH
                + "\"Storage, cold\",eu,\n");
    Bill.Total total = bill.totals().getFirst();
    assertThat(total.groups())
        .containsExactly(
            new Bill.Group("Compute", 2, new BigDecimal("0.30")),
            new Bill.Group("Storage, cold", 1, new BigDecimal("0.001")));
    assertThat(total.amount()).isEqualByComparingTo("0.301");
    assertThat(bill.isIncomplete()).isFalse();
  }

  @Test
  void leavesTaxCreditsAndCorrectionsOutAndSaysHowMuch() throws IOException {
    String rows =
        "0,100,USD,Usage,"
            + MARCH
            + "A,eu,\n"
            + "0,19,USD,Tax,"
            + MARCH
            + "A,eu,\n"
            + "0,-30,USD,Credit,"
            + MARCH
            + "A,eu,\n"
            + "0,-7,USD,Usage,Correction"
            + MARCH
            + "A,eu,\n";
    Bill.Total usual = read(rows).totals().getFirst();
    assertThat(usual.amount()).isEqualByComparingTo("100");
    assertThat(usual.leftOut())
        .extracting(Bill.Group::name)
        .containsExactly("Tax", "Correction", "Credit");
    Bill.Total all =
        read(new BillRules(true, true, true), "ServiceName", HEADER + rows).totals().getFirst();
    assertThat(all.amount()).isEqualByComparingTo("82");
    assertThat(all.leftOut()).isEmpty();
  }

  @Test
  void tellsEveryBrokenRowWithItsLineAndKeepsTheRest() throws IOException {
    Bill bill =
        read(
            "0,1,USD,Usage,"
                + MARCH
                + "A,eu,\n"
                + "0,one,USD,Usage,"
                + MARCH
                + "A,eu,\n"
                + "0,1,USD,Usage\n"
                + "0,1,Dollars,Usage,"
                + MARCH
                + "A,eu,\n"
                + "0,1,USD,Usage,"
                + MARCH
                + "\"A,eu,\n"
                + "0,1,USD,Usage,"
                + MARCH
                + "\"A\"x,eu,\n"
                + "0,,USD,Usage,"
                + MARCH
                + "A,eu,\n"
                + "0,2,USD,Usage,"
                + MARCH
                + "A,eu,\n");
    assertThat(bill.problems())
        .extracting(problem -> problem.line() + " " + problem.text())
        .containsExactly(
            "3 EffectiveCost: \"one\" (expected: a decimal number)",
            "4 4 fields (expected: 10, as in the header)",
            "5 BillingCurrency: \"Dollars\" (expected: three capital letters of ISO 4217, such as"
                + " USD)",
            "6 a quote is not closed (expected: a pair of quotes)",
            "7 text beside a quoted field (expected: a comma after the closing quote)",
            "8 EffectiveCost: \"\" (expected: a decimal number)");
    assertThat(bill.totals().getFirst().amount()).isEqualByComparingTo("3");
    assertThat(bill.rows()).isEqualTo(8);
    assertThat(bill.broken()).isEqualTo(6);
    assertThat(bill.isIncomplete()).isTrue();
  }

  @Test
  void neverAddsTwoCurrencies() throws IOException {
    Bill bill = read("0,1,USD,Usage," + MARCH + "A,eu,\n" + "0,2,EUR,Usage," + MARCH + "A,eu,\n");
    assertThat(bill.totals()).extracting(Bill.Total::currency).containsExactly("EUR", "USD");
  }

  @Test
  void groupsByATagAndReadsFieldsOfSeveralLines() throws IOException {
    Bill bill =
        read(
            BillRules.USUAL,
            "tag:service",
            "\uFEFF"
                + HEADER
                + "0,1,USD,Usage,"
                + MARCH
                + "A,eu,\"{\"\"service\"\":\"\"web\"\",\n \"\"x\"\":1}\"\n"
                + "0,2,USD,Usage,"
                + MARCH
                + "A,eu,\"{\"\"service\"\":\"\"db\"\"}\"\r\n"
                + "0,4,USD,Usage,"
                + MARCH
                + "A,eu,{}\n");
    assertThat(bill.totals().getFirst().groups())
        .extracting(Bill.Group::name)
        .containsExactly("(none)", "db", "web");
  }

  @Test
  void makesMonthsOfWhatTheRowsCover() throws IOException {
    Bill.Total total =
        read("""
                0,100,USD,Usage,,2026-01-01 00:00:00,2026-01-02 00:00:00,A,eu,
                0,265,USD,Usage,,2026-12-31T00:00:00Z,2027-01-01T00:00:00+00:00,A,eu,
                """)
            .totals()
            .getFirst();
    assertThat(total.months().doubleValue()).isEqualTo(12);
    assertThat(total.monthly(total.amount()).amount()).isEqualByComparingTo("30.42");
  }

  @Test
  void refusesAFileThatIsNoBill() {
    assertThatThrownBy(() -> read(BillRules.USUAL, "ServiceName", "time,value\n1,2\n"))
        .hasMessage(
            "header: without BillingCurrency, ChargeCategory, EffectiveCost, ServiceName"
                + " (expected: a cost and usage file of FOCUS 1.0 to 1.3 as CSV)");
    assertThatThrownBy(() -> read(BillRules.USUAL, "ServiceName", ""))
        .hasMessageContaining("header: without");
  }

  @Test
  void sumsToTheCentWhateverTheRows() throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    StringBuilder rows = new StringBuilder(HEADER);
    long units = 0;
    for (int i = 0; i < 20_000; i++) {
      long cost = random.nextLong(-1_000_000, 100_000_000);
      units += cost;
      rows.append("0,")
          .append(BigDecimal.valueOf(cost, 6).toPlainString())
          .append(",USD,Usage,")
          .append(MARCH)
          .append("S")
          .append(i % 7)
          .append(",eu,\n");
    }
    assertThat(read(BillRules.USUAL, "ServiceName", rows.toString()).totals().getFirst().amount())
        .isEqualByComparingTo(BigDecimal.valueOf(units, 6));
  }
}
