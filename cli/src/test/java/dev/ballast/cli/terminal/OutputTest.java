// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class OutputTest {

  static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  @Test
  void remembersWhyItCouldNotBeWritten() {
    Output full = new Output(failing("No space left on device"));
    full.print("x");
    assertThat(full.failure()).isEqualTo("No space left on device");
  }

  @Test
  void aReaderThatLeavesEarlyIsNoFailure() {
    Output left = new Output(failing("Broken pipe"));
    left.println("x");
    assertThat(left.failure()).isEmpty();
    assertThat(new Output(OutputStream.nullOutputStream()).failure()).isEmpty();
  }
}
