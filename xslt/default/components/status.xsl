<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A status as a badge: a dot and a word. The CSS class carries the tone. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="@status">
    <span class="status status-{.}">
      <xsl:value-of select="cd:text(concat('status.', name(..), '.', .))"/>
    </span>
  </xsl:template>

  <xsl:template match="invoice[@overdue = 1]/@status">
    <span class="status status-overdue">
      <xsl:value-of select="cd:text('status.invoice.overdue')"/>
    </span>
  </xsl:template>

</xsl:stylesheet>
