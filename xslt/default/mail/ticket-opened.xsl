<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- To who has opened a support ticket: that we have it, and her own words. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="ticket-answer.xsl"/>

  <xsl:template match="mail" mode="subject">
    <xsl:value-of select="cd:text('mail.ticket-opened.subject-hidden', @site, @number)"/>
  </xsl:template>

  <xsl:template match="mail[@subject]" mode="subject">
    <xsl:value-of select="cd:text('mail.ticket-opened.subject', @site, @number, @subject)"/>
  </xsl:template>

  <xsl:template match="mail" mode="text">
    <p style="margin:0 0 16px;"><xsl:value-of select="cd:text('mail.ticket-opened.text', @site, @number)"/></p>
  </xsl:template>

  <xsl:template match="mail[body]" mode="text">
    <p style="margin:0 0 16px;"><xsl:value-of select="cd:text('mail.ticket-opened.text', @site, @number)"/></p>
    <p style="margin:0 0 8px;{$faint}font-size:14px;"><xsl:value-of select="cd:text('mail.ticket-opened.wrote')"/></p>
    <div style="margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #e3e6ed;">
      <xsl:apply-templates select="body/node()" mode="body"/>
    </div>
  </xsl:template>

</xsl:stylesheet>
