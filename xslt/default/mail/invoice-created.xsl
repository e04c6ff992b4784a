<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- An invoice that is new: number, amount, currency, due. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="layout.xsl"/>

  <xsl:template match="mail" mode="subject">
    <xsl:value-of select="cd:text('mail.invoice-created.subject', @number)"/>
  </xsl:template>

  <xsl:template match="mail" mode="text">
    <p style="margin:0 0 16px;"><xsl:value-of select="cd:text('mail.invoice-created.text', @number, cd:money(@amount, @currency), cd:date(@due))"/></p>
  </xsl:template>

</xsl:stylesheet>
