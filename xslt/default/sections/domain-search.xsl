<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Quick domain adding: register or transfer, with the guide to each. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <!-- Shown with and without a section in the document: the form needs none. -->
  <xsl:template match="page" mode="domain-search">
    <xsl:variable name="action" select="cd:url('domain-search')"/>
    <xsl:if test="$action != ''">
      <section class="card card-domain-search" data-section="domain-search" aria-labelledby="heading-domain-search">
        <div class="card-head">
          <h2 id="heading-domain-search">
            <xsl:value-of select="cd:text('section.domain-search.title')"/>
          </h2>
        </div>
        <xsl:apply-templates select="." mode="domain-form">
          <xsl:with-param name="action" select="$action"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="section[@name = 'domain-search'][tld]" mode="offer"/>
        <xsl:apply-templates select="." mode="domain-guides"/>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="section" mode="offer">
    <ul class="offer">
      <xsl:apply-templates select="tld[position() &lt;= 4]" mode="offer"/>
    </ul>
  </xsl:template>

  <xsl:template match="tld" mode="offer">
    <li>
      <b><bdi><xsl:value-of select="concat('.', @name)"/></bdi></b>
      <xsl:text> </xsl:text>
      <span><xsl:value-of select="cd:text('price.annually', cd:money(@register, @currency))"/></span>
    </li>
  </xsl:template>

</xsl:stylesheet>
