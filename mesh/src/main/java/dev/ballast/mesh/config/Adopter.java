// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.config;

import dev.ballast.model.mesh.Mesh;

/** Puts a configuration into force, whole or not at all. */
@FunctionalInterface
public interface Adopter {

  /** Thrown when it could not be put into force; everything is as it was. */
  final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    public RefusedException(String why, Throwable cause) {
      super(why, cause);
    }
  }

  void adopt(Mesh mesh) throws RefusedException;
}
