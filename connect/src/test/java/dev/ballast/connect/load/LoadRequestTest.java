// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadRequestTest {

  @Test
  void isPlainHttp() {
    assertThat(bytes(LoadRequest.of("GET", "http://shop.test:8080/a?b={n}", Map.of(), ""), 12))
        .isEqualTo(
            """
            GET /a?b=12 HTTP/1.1\r
            accept: */*\r
            host: shop.test:8080\r
            user-agent: ballast-load\r
            \r
            """);
    assertThat(bytes(LoadRequest.of("POST", "http://h?q", Map.of("Host", "x"), "ü{n}"), 3))
        .startsWith("POST /?q HTTP/1.1\r\n")
        .contains("host: x\r\n")
        .endsWith("content-length: 3\r\n\r\nü3");
    assertThat(bytes(LoadRequest.of("DELETE", "https://h", Map.of(), ""), 3))
        .startsWith("DELETE / HTTP/1.1\r\n")
        .contains("content-length: 0\r\n");
  }

  @Test
  void saysAllThatIsWrong() {
    assertThatThrownBy(
            () ->
                LoadRequest.of(
                    "BREW",
                    "ftp://me@:0/x#y",
                    Map.of("content-length", "3", "a b", "1", "x", "1\r\ny: 2"),
                    "y"))
        .hasMessageContaining("method: BREW")
        .hasMessageContaining("http:// or https://")
        .hasMessageContaining("\"a b\" (expected: a token")
        .hasMessageContaining("content-length (expected: not this one")
        .hasMessageContaining("no control characters");
    assertThatThrownBy(() -> LoadRequest.of("GET", "http://me:secret@host/", Map.of(), ""))
        .hasMessageContaining("with a user")
        .hasMessageNotContaining("secret");
  }

  private static String bytes(LoadRequest request, long number) {
    ByteBuf bytes = request.bytes(number, UnpooledByteBufAllocator.DEFAULT);
    try {
      return bytes.toString(StandardCharsets.UTF_8);
    } finally {
      bytes.release();
    }
  }
}
