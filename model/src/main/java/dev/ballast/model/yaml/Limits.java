// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

/**
 * How much the reader takes before it refuses a file, so that hostile input costs little.
 *
 * @param fileBytes size of one file
 * @param files number of files in one reading
 * @param documents YAML documents in one file
 * @param depth how deep collections nest
 * @param nodes keys, values and items of one document, with aliases expanded
 * @param problems problems listed for one file; the rest is only counted
 */
public record Limits(int fileBytes, int files, int documents, int depth, int nodes, int problems) {

  public static final Limits DEFAULT = new Limits(2 << 20, 10_000, 2_000, 64, 200_000, 1_000);
}
