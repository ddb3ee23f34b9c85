// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.jvm;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A program with methods to break: for each line that it reads it says how a call went. */
public final class Till {

  private Till() {}

  /** {@code charge} or {@code open}, one a line. */
  public static void main(String[] arguments) throws Exception {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      long start = System.nanoTime();
      String result;
      try {
        result = line.equals("open") ? "" + open() : "" + charge(7);
      } catch (Exception e) {
        result = e.getClass().getName() + ": " + e.getMessage();
      }
      System.out.println(result + " " + (System.nanoTime() - start) / 1_000_000);
    }
  }

  static int charge(int amount) throws Exception {
    return amount * 2;
  }

  static boolean open() {
    return true;
  }
}
