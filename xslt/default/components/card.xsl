<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A section as a card: heading, an action at its end, rows or an empty state. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="section" mode="card">
    <section class="card card-{@name}" data-section="{@name}" aria-labelledby="heading-{@name}">
      <div class="card-head">
        <h2 id="heading-{@name}">
          <xsl:apply-templates select="." mode="card-title"/>
        </h2>
        <xsl:apply-templates select="." mode="card-action"/>
      </div>
      <xsl:apply-templates select="self::section[*]" mode="card-body"/>
      <xsl:apply-templates select="self::section[not(*)]" mode="empty"/>
    </section>
  </xsl:template>

  <xsl:template match="section" mode="card-title">
    <xsl:value-of select="cd:text(concat('section.', @name, '.title'))"/>
  </xsl:template>

  <xsl:template match="section" mode="card-action"/>

  <xsl:template match="section" mode="empty">
    <p class="empty">
      <xsl:value-of select="cd:text(concat('section.', @name, '.empty'))"/>
    </p>
  </xsl:template>

  <!-- For mode card-action: a link to the whole list. -->
  <xsl:template match="section" mode="more">
    <xsl:param name="to" select="@name"/>
    <xsl:variable name="href" select="cd:url($to)"/>
    <xsl:if test="$href != ''">
      <a class="more" href="{$href}">
        <xsl:value-of select="cd:text(concat('section.', @name, '.more'))"/>
        <xsl:call-template name="icon">
          <xsl:with-param name="name">next</xsl:with-param>
        </xsl:call-template>
      </a>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
