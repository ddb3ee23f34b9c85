// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.postmortem;

import java.util.List;

/** A postmortem before it is Markdown or HTML. */
record Document(String title, List<Block> blocks) {

  Document {
    blocks = List.copyOf(blocks);
  }
}
