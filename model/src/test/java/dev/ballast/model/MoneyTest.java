// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

final class MoneyTest {

  private static final Money TEN = new Money(BigDecimal.TEN, "USD");

  @Test
  void addsExactly() {
    Money sum = Money.zero("USD");
    for (int i = 0; i < 10; i++) {
      sum = sum.plus(new Money(new BigDecimal("0.1"), "USD"));
    }
    assertThat(sum.amount()).isEqualByComparingTo("1");
    assertThat(TEN.times(12).minus(TEN).amount()).isEqualByComparingTo("110");
  }

  @Test
  void refusesToMixCurrencies() {
    Money euros = new Money(BigDecimal.ONE, "EUR");
    assertThatThrownBy(() -> TEN.plus(euros)).hasMessage("currency: EUR (expected: USD)");
    assertThatThrownBy(() -> TEN.compareTo(euros)).hasMessageContaining("currency: EUR");
    assertThatThrownBy(() -> Money.zero("dollars")).hasMessageContaining("ISO 4217");
  }

  @Test
  void readsAsPeopleWriteIt() {
    assertThat(Money.computed(5_376_000.001, "USD")).hasToString("USD 5,376,000");
    assertThat(Money.computed(50.736, "USD")).hasToString("USD 50.74");
  }
}
