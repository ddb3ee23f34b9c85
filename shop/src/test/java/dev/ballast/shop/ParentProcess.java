// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop;

import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** Starts a command as its child, holds the child's input and passes on its output. */
final class ParentProcess {

  private ParentProcess() {}

  public static void main(String[] command) throws Exception {
    Process child =
        new ProcessBuilder(List.of(command))
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT)
            .start();
    System.exit(child.waitFor());
  }
}
