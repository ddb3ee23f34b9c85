// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.mesh.proxy.RetryMark.Above;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RetryMarkTest {

  private static final RetryMark US = new RetryMark(0x1fL);
  private static final RetryMark THEM = new RetryMark(0x2fL);

  private static HttpHeaders headers(String... states) {
    HttpHeaders headers = new DefaultHttpHeaders();
    Arrays.stream(states).forEach(state -> headers.add("tracestate", state));
    return headers;
  }

  @Test
  void aRequestWithoutTheMemberHasNobodyAbove() {
    assertThat(US.read(headers())).isEqualTo(Above.NOBODY);
    assertThat(US.read(headers(""))).isEqualTo(Above.NOBODY);
    assertThat(US.read(headers("congo=ballast, notballast=r"))).isEqualTo(Above.NOBODY);
  }

  @Test
  void knowsItsOwnMarkFromThatOfOthers() {
    HttpHeaders headers = headers();
    US.claim(headers);
    assertThat(headers.get("tracestate")).isEqualTo("ballast=000000000000001f");
    assertThat(US.read(headers)).isEqualTo(Above.OURSELVES);
    assertThat(THEM.read(headers)).isEqualTo(Above.ANOTHER);
  }

  @Test
  void anotherTryIsOneForEverybody() {
    HttpHeaders headers = headers();
    US.claim(headers);
    RetryMark.repeat(headers);
    assertThat(US.read(headers)).isEqualTo(Above.REPEATED);
    assertThat(THEM.read(headers)).isEqualTo(Above.REPEATED);
  }

  @Test
  void standsFirstAndOnceAndLeavesTheOthersAsTheyAre() {
    HttpHeaders headers = headers("rojo=00f067aa0ba902b7 ,\tballast=2f", "congo=t61rcWkgMzE");
    RetryMark.repeat(headers);
    assertThat(headers.getAll("tracestate"))
        .containsExactly("ballast=r,rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");
  }

  @Test
  void theListHasNoMoreThan32Members() {
    HttpHeaders headers =
        headers(
            IntStream.range(0, 32).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(",")));
    US.claim(headers);
    assertThat(headers.get("tracestate").split(",", -1)).hasSize(32).endsWith("k30=v");
  }
}
