<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- What fails or is planned on the network, of the viewer's products. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="section[@name = 'status']"/>

  <xsl:template match="section[@name = 'status'][incident]">
    <ul class="incident-notices" aria-label="{cd:text('section.status.title')}">
      <xsl:apply-templates select="incident"/>
    </ul>
  </xsl:template>

  <xsl:template match="incident">
    <li class="notice notice-{@kind}">
      <xsl:apply-templates select="@kind" mode="icon"/>
      <p>
        <a href="{cd:url('status')}#incident-{@id}"><bdi><xsl:value-of select="@title"/></bdi></a>
        <small>
          <xsl:value-of select="cd:text(concat('incident.kind.', @kind))"/>
          <xsl:text> · </xsl:text>
          <time datetime="{@starts}"><xsl:value-of select="cd:date(@starts, 'datetime')"/></time>
          <xsl:text> · </xsl:text>
          <xsl:value-of select="cd:text(concat('incident.progress.', @progress))"/>
        </small>
      </p>
    </li>
  </xsl:template>

  <xsl:template match="@kind" mode="icon">
    <xsl:call-template name="icon">
      <xsl:with-param name="name">clock</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="@kind[. = 'incident']" mode="icon">
    <xsl:call-template name="icon">
      <xsl:with-param name="name">alert</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

</xsl:stylesheet>
