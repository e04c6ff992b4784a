<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- How far away a renewal is: due in some days, today, or past. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="renewal/@invoice">
    <span class="due-invoice">
      <xsl:value-of select="cd:text('renewal.invoice', ../@invoice-number)"/>
    </span>
  </xsl:template>

  <xsl:template match="renewal/@invoice[cd:url('invoice', .) != '']">
    <a class="due-invoice" href="{cd:url('invoice', .)}">
      <xsl:value-of select="cd:text('renewal.invoice', ../@invoice-number)"/>
    </a>
  </xsl:template>

  <xsl:template match="renewal/@days">
    <time class="due-days" datetime="{../@due}">
      <xsl:value-of select="cd:text('renewal.due', cd:date(../@due, 'relative'))"/>
    </time>
  </xsl:template>

  <xsl:template match="renewal/@days[. &lt; 0]">
    <time class="due-days due-late" datetime="{../@due}">
      <xsl:value-of select="cd:text('renewal.late', cd:date(../@due, 'relative'))"/>
    </time>
  </xsl:template>

</xsl:stylesheet>
