<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The viewer's shortcuts: their order, and which are shown. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-link">
      <xsl:with-param name="to">dashboard</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'shortcuts']"/>
  </xsl:template>

  <xsl:template match="section[@name = 'shortcuts']">
    <div class="card arrange" data-section="shortcuts">
      <ol>
        <xsl:apply-templates select="shortcut"/>
      </ol>
      <xsl:apply-templates select="." mode="move">
        <xsl:with-param name="move">reset</xsl:with-param>
      </xsl:apply-templates>
    </div>
  </xsl:template>

  <xsl:template match="section[@name = 'shortcuts'][not(shortcut)]">
    <p class="card empty"><xsl:value-of select="cd:text('shortcuts.none')"/></p>
  </xsl:template>

  <xsl:template match="shortcut">
    <li>
      <xsl:apply-templates select="." mode="name"/>
      <div class="arrange-buttons">
        <xsl:if test="position() &gt; 1">
          <xsl:apply-templates select="." mode="move">
            <xsl:with-param name="move">up</xsl:with-param>
            <xsl:with-param name="icon">up</xsl:with-param>
          </xsl:apply-templates>
        </xsl:if>
        <xsl:if test="position() &lt; last()">
          <xsl:apply-templates select="." mode="move">
            <xsl:with-param name="move">down</xsl:with-param>
            <xsl:with-param name="icon">down</xsl:with-param>
          </xsl:apply-templates>
        </xsl:if>
        <xsl:apply-templates select="." mode="hide"/>
      </div>
    </li>
  </xsl:template>

  <xsl:template match="shortcut" mode="name">
    <span class="arrange-name">
      <xsl:call-template name="icon">
        <xsl:with-param name="name" select="@icon"/>
      </xsl:call-template>
      <bdi><xsl:value-of select="@name"/></bdi>
    </span>
  </xsl:template>

  <xsl:template match="shortcut[@hidden]" mode="name">
    <span class="arrange-name is-hidden">
      <bdi><xsl:value-of select="@name"/></bdi>
      <small><xsl:value-of select="cd:text('shortcuts.hidden')"/></small>
    </span>
  </xsl:template>

  <xsl:template match="shortcut" mode="hide">
    <xsl:apply-templates select="." mode="move">
      <xsl:with-param name="move">hide</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="shortcut[@hidden]" mode="hide">
    <xsl:apply-templates select="." mode="move">
      <xsl:with-param name="move">show</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <!-- One button, a form of its own: a name for those who hear it alone. -->
  <xsl:template match="shortcut | section" mode="move">
    <xsl:param name="move"/>
    <xsl:param name="icon"/>
    <form method="post" action="{cd:url('shortcuts')}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <input type="hidden" name="move" value="{$move}"/>
      <xsl:apply-templates select="@id" mode="field"/>
      <button class="btn btn-secondary btn-sm" type="submit">
        <xsl:if test="$icon != ''">
          <xsl:call-template name="icon">
            <xsl:with-param name="name" select="$icon"/>
          </xsl:call-template>
        </xsl:if>
        <xsl:value-of select="cd:text(concat('shortcuts.', $move))"/>
        <xsl:apply-templates select="@name[../@id]" mode="spoken"/>
      </button>
    </form>
  </xsl:template>

  <xsl:template match="shortcut/@id" mode="field">
    <input type="hidden" name="shortcut" value="{.}"/>
  </xsl:template>

  <xsl:template match="@name" mode="spoken">
    <span class="visually-hidden">
      <xsl:text>: </xsl:text>
      <xsl:value-of select="."/>
    </span>
  </xsl:template>

</xsl:stylesheet>
