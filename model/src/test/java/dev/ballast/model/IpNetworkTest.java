// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpNetworkTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.0/24",
    "192.0.2.7, 192.0.2.7/32",
    "0.0.0.0/0, 0.0.0.0/0",
    "2001:db8::/32, 2001:db8:0:0:0:0:0:0/32",
    "::/0, 0:0:0:0:0:0:0:0/0",
    "::ffff:192.0.2.7, 192.0.2.7/32"
  })
  void readsWhatItWrites(String text, String written) {
    assertThat(IpNetwork.parse(text).text()).isEqualTo(written);
    assertThat(IpNetwork.parse(written)).isEqualTo(IpNetwork.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "192.0.2",
        "192.0.2.0/33",
        "192.0.2.1/24",
        "256.0.0.1",
        "2001::/129",
        "1:2",
        ":::",
        "go.example",
        "192.0.2.0/-1"
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> IpNetwork.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neighboursAreOfTheSameSlash24OrSlash56() {
    assertThat(IpNetwork.parse("192.0.2.7").neighbourhood())
        .isEqualTo(IpNetwork.parse("192.0.2.0/24"));
    assertThat(IpNetwork.parse("2001:db8:0:1ff::1").neighbourhood())
        .isEqualTo(IpNetwork.parse("2001:db8:0:100::/56"));
    assertThat(IpNetwork.parse("10.0.0.0/8").neighbourhood())
        .isEqualTo(IpNetwork.parse("10.0.0.0/8"));
  }
}
