// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import java.util.random.RandomGenerator;

/** Does nothing; Toxiproxy knows it, and it tells what the machinery costs. */
public record Noop() implements ByteFault {

  @Override
  public Stage stage(RandomGenerator random) {
    return new Stage() {};
  }
}
