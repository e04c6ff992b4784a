<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Term and value: an attribute of a row as a line of a definition list. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="@*" mode="fact">
    <div class="fact fact-{name()}">
      <dt><xsl:value-of select="cd:text(concat('column.', name()))"/></dt>
      <dd><xsl:apply-templates select="." mode="value"/></dd>
    </div>
  </xsl:template>

  <xsl:template match="@*" mode="value">
    <bdi><xsl:value-of select="."/></bdi>
  </xsl:template>

  <xsl:template match="@phone" mode="value">
    <bdi class="nowrap"><xsl:value-of select="cd:phone(.)"/></bdi>
  </xsl:template>

  <xsl:template match="@status" mode="value">
    <xsl:apply-templates select="."/>
  </xsl:template>

  <xsl:template match="@email" mode="value">
    <a href="mailto:{.}"><xsl:apply-templates select="." mode="address"/></a>
  </xsl:template>

  <!-- A long address breaks behind its @ first. -->
  <xsl:template match="@email | @recipient" mode="address">
    <bdi><xsl:value-of select="."/></bdi>
  </xsl:template>

  <xsl:template match="@email[contains(., '@')] | @recipient[contains(., '@')]" mode="address">
    <bdi>
      <xsl:value-of select="concat(substring-before(., '@'), '@')"/>
      <wbr/>
      <xsl:value-of select="substring-after(., '@')"/>
    </bdi>
  </xsl:template>

  <xsl:template match="@country" mode="value">
    <xsl:value-of select="cd:country(.)"/>
  </xsl:template>

  <xsl:template match="@language" mode="value">
    <xsl:value-of select="cd:language(.)"/>
  </xsl:template>

  <xsl:template match="@due | @next-due | @registered | @expires | @issued" mode="value">
    <xsl:value-of select="cd:date(.)"/>
  </xsl:template>

  <xsl:template match="@created | @updated" mode="value">
    <time datetime="{.}"><xsl:value-of select="cd:date(., 'datetime')"/></time>
  </xsl:template>

  <xsl:template match="@priority" mode="value">
    <xsl:value-of select="cd:text(concat('priority.', .))"/>
  </xsl:template>

  <xsl:template match="@cycle" mode="value">
    <xsl:value-of select="cd:text(concat('cycle.', .))"/>
  </xsl:template>

  <xsl:template match="@auto-renew | @ours | @login" mode="value">
    <xsl:value-of select="cd:text(concat('value.', name(), '.', .))"/>
  </xsl:template>

  <xsl:template match="@amount | @total | @balance | @tax" mode="value">
    <xsl:value-of select="cd:money(., ../@currency)"/>
  </xsl:template>

  <xsl:template match="@amount[../@cycle]" mode="value">
    <xsl:apply-templates select="../@cycle" mode="price"/>
  </xsl:template>

  <!-- "€12.90 / month" -->
  <xsl:template match="@cycle" mode="price">
    <xsl:value-of select="cd:text(concat('price.', .), cd:money(../@amount, ../@currency))"/>
  </xsl:template>

</xsl:stylesheet>
