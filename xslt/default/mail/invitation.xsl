<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Invites a person to an account: link, inviter, account, until. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="layout.xsl"/>

  <xsl:template match="mail" mode="subject">
    <xsl:value-of select="cd:text('mail.invitation.subject', @site, @account)"/>
  </xsl:template>

  <xsl:template match="mail" mode="text">
    <p style="margin:0 0 16px;"><xsl:value-of select="cd:text('mail.invitation.text', @site, @inviter, @account)"/></p>
  </xsl:template>

  <xsl:template match="mail" mode="facts">
    <xsl:apply-templates select="@until" mode="fact"/>
  </xsl:template>

</xsl:stylesheet>
