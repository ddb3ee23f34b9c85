// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationTest {

  private static final Destination.Resolver LITERAL =
      host -> List.of(InetAddress.getAllByName(host));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://[::ffff:169.254.169.254]/",
        "http://[::169.254.169.254]/",
        "http://100.100.100.200/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[64:ff9b::6464:64c8]/",
        "http://[2002:a9fe:a9fe::1]/",
      })
  void neverLeadsToLocalAddresses(String url) {
    assertThatThrownBy(() -> Destination.of(url).check(LITERAL, true))
        .isInstanceOf(Destination.Forbidden.class)
        .hasMessageContaining("expected: no local address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:9/",
        "http://127.8.8.8/",
        "http://[::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/"
      })
  void leadsToThisMachineOnlyWhenAllowed(String url) {
    assertThatThrownBy(() -> Destination.of(url).check(LITERAL, false))
        .hasMessageContaining("Fix: allowLoopback: true");
    assertThatCode(() -> Destination.of(url).check(LITERAL, true)).doesNotThrowAnyException();
  }

  @Test
  void allAddressesOfANameHaveToPass() {
    Destination.Resolver mixed =
        host -> List.of(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("127.0.0.1"));
    assertThatThrownBy(() -> Destination.of("https://hook.example/").check(mixed, false))
        .isInstanceOf(Destination.Forbidden.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.1.2.3/",
        "http://100.100.100.201/",
        "http://[64:ff9b::c000:201]/",
        "http://[2002:c000:201::1]/",
        "http://[2001:db8::1]/"
      })
  void leadsToEverythingElse(String url) {
    assertThatCode(() -> Destination.of(url).check(LITERAL, false)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x/",
        "file:///etc/passwd",
        "https://u:hunter2@x/",
        "not a url",
        "https:///"
      })
  void refusesWhatIsNoWebAddressWithoutShowingIt(String url) {
    assertThatThrownBy(() -> Destination.of(url))
        .hasMessage("url: (hidden) (expected: http:// or https:// and a host, no user name)");
  }
}
